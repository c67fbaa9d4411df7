/** A part of a whole as CSS has it; nothing of nothing is nothing. */
export function shareOf(part: number, whole: number): string {
  return `${whole === 0 ? 0 : (part / whole) * 100}%`;
}
