/** How far the server's clock is ahead of this computer's, as far as the answers have told. */
let aheadMs = 0;

/** The server's time, for what is counted from a time that the server has written. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** Learns from the `Date` of an answer, and from when it was asked for. */
export function learnServerTime(date: string | null, askedMs: number): void {
  const saidMs = Date.parse(date ?? '');
  if (!Number.isNaN(saidMs)) aheadMs = narrowed(aheadMs, { saidMs, askedMs, heardMs: Date.now() });
}

/**
 * What is believed of the difference, moved only as far as an answer compels: it was written between the question and now,
 * and says whole seconds. So a slow answer does not undo what a quick one has told.
 */
export function narrowed(
  believedMs: number,
  { saidMs, askedMs, heardMs }: { saidMs: number; askedMs: number; heardMs: number },
): number {
  const least = saidMs - heardMs;
  const most = saidMs + 999 - askedMs;
  return Math.max(least, Math.min(most, believedMs));
}
