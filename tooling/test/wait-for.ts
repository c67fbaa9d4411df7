export interface WaitOptions {
  timeoutMs?: number;
  intervalMs?: number;
  /** What is waited for, to be named when it does not come. */
  what?: string;
}

/** On a busy machine, too. Less than the minute after which an organisation's limits let everything pass again. */
export const LONGEST_WAIT_MS = 30_000;

/**
 * Waits until the condition gives something truthy and returns it. A condition that throws counts as not met; the last
 * error is the cause of the error that is thrown when the time is up.
 */
export async function waitFor<Result>(
  condition: () => Result | Promise<Result>,
  { timeoutMs = LONGEST_WAIT_MS, intervalMs = 25, what = 'a condition' }: WaitOptions = {},
): Promise<NonNullable<Result>> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result) return result;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, { cause: lastError });
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
