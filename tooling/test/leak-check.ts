import { afterAll, vi } from 'vitest';
import { waitFor } from './wait-for.ts';

/** What a test file must close again. Timers are not among it: libraries keep some of their own. */
const OWNED = new Set(['TCPSocketWrap', 'TCPServerWrap', 'TLSWrap', 'ProcessWrap']);
const CLOSING_TIME_MS = 10_000;

const openBefore = countOpen();

// Registered first and therefore run last, after the file's own afterAll hooks.
afterAll(async () => {
  // The next file runs in the same process.
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await waitFor(() => leaks().length === 0, { timeoutMs: CLOSING_TIME_MS }).catch(() => {
    throw new Error(
      `This test file leaves open: ${leaks().join(', ')}. Dispose of every server, connection and process it starts.`,
    );
  });
}, CLOSING_TIME_MS * 2);

function leaks(): string[] {
  return [...countOpen()]
    .map(([kind, count]) => ({ kind, count: count - (openBefore.get(kind) ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
}

function countOpen(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (OWNED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
