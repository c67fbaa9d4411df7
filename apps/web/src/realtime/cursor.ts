/** Cursors are decimal numbers too large for a JavaScript number; the later of two. */
export function newerCursor(a: string | null, b: string): string {
  if (a === null) return b;
  return BigInt(b) > BigInt(a) ? b : a;
}
