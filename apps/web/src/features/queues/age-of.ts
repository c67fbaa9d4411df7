const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

export type Age = { unit: 'seconds' | 'minutes' | 'hours' | 'days'; value: number };

/** How long ago, in the largest unit that fits. */
export function ageOf(sinceIso: string, atIso: string): Age {
  const ms = Math.max(0, Date.parse(atIso) - Date.parse(sinceIso));
  for (const [unit, length] of UNITS) {
    if (ms >= length) return { unit, value: Math.floor(ms / length) };
  }
  return { unit: 'seconds', value: Math.floor(ms / 1_000) };
}
