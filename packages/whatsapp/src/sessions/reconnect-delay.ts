export const MAX_RECONNECTS = 5;

const LONGEST_MS = 30_000;
/** Up to a quarter less, so that the channels of a worker that lost its network do not come back all at once. */
const JITTER = 0.25;

/** How long to wait before reconnect number `attempt` (0 is the first); `random` is from 0 to 1. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const full = Math.min(1000 * 2 ** attempt, LONGEST_MS);
  return Math.round(full * (1 - JITTER * random));
}
