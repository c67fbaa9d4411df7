/** The entry before or after the open one; the first when none is open, null at either end. */
export function neighbourOf(
  ids: readonly string[],
  activeId: string | undefined,
  step: 1 | -1,
): string | null {
  const at = activeId === undefined ? -1 : ids.indexOf(activeId);
  if (at === -1) return ids[0] ?? null;
  return ids[at + step] ?? null;
}
