const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface RoughDuration {
  unit: 'short' | 'minutes' | 'hours' | 'days';
  count: number;
}

/** A duration as people say it: in its largest unit, rounded up; up to two hours in minutes, up to two days in hours. */
export function roughly(ms: number): RoughDuration {
  if (ms <= MINUTE_MS) return { unit: 'short', count: 1 };
  if (ms <= 2 * HOUR_MS) return { unit: 'minutes', count: Math.ceil(ms / MINUTE_MS) };
  if (ms <= 2 * DAY_MS) return { unit: 'hours', count: Math.ceil(ms / HOUR_MS) };
  return { unit: 'days', count: Math.ceil(ms / DAY_MS) };
}
