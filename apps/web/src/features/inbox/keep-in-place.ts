/**
 * The rows as they are now, and the open one still where it stood before, although it is none of them any more: below the
 * nearest one above it that is left, or above the nearest one below.
 */
export function keepInPlace<Row extends { id: string }>(
  now: readonly Row[],
  before: readonly Row[],
  openId: string | undefined,
): readonly Row[] {
  const at = before.findIndex(({ id }) => id === openId);
  const open = before[at];
  if (!open || now.some(({ id }) => id === openId)) return now;
  const placeNow = ({ id }: Row) => now.findIndex((row) => row.id === id);
  const above = before.slice(0, at).map(placeNow).findLast(isThere);
  const below = before
    .slice(at + 1)
    .map(placeNow)
    .find(isThere);
  return now.toSpliced(above === undefined ? (below ?? 0) : above + 1, 0, open);
}

function isThere(place: number): boolean {
  return place !== -1;
}
