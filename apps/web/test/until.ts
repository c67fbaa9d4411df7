import { vi } from 'vitest';

/** Waits until the check passes, for as long as a busy machine may need. */
export function until<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 10_000 });
}
