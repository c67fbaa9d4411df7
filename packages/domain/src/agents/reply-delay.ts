/** The specification's wait of an automatic reply: a random 2–10 s after the last message. */
const LEAST_MS = 2_000;
const MOST_MS = 10_000;

/** However long a burst goes on, it is answered so long after its first message. */
export const LONGEST_WAIT_MS = 30_000;

/** How long an automatic reply waits. `random` in [0, 1). */
export function replyDelayMs(random: number): number {
  return Math.round(LEAST_MS + (MOST_MS - LEAST_MS) * random);
}
