/** The option before or after the active one; round from one end to the other, null where there is none. */
export function optionAfter(
  ids: readonly string[],
  activeId: string | undefined,
  step: 1 | -1,
): string | null {
  const at = activeId === undefined ? -1 : ids.indexOf(activeId);
  if (at === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[(at + step + ids.length) % ids.length] ?? null;
}
