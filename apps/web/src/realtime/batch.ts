const GATHER_MS = 40;
const PATIENCE_MS = 3_000;

/**
 * Gathers keys for a moment and hands each on once: a flood of events must not become a flood of requests. A key whose
 * request is still under way waits for its answer, or steady events would break off every request and nothing new would
 * ever be shown; a request that hangs is waited for only so long.
 */
export function createBatch(
  handle: (key: readonly unknown[]) => Promise<unknown>,
  { gatherMs = GATHER_MS, patienceMs = PATIENCE_MS } = {},
): { add(key: readonly unknown[]): void; cancel(): void } {
  const waiting = new Map<string, readonly unknown[]>();
  const underway = new Map<string, ReturnType<typeof setTimeout>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const begin = (id: string, key: readonly unknown[]) => {
    const patience = setTimeout(() => end(), patienceMs);
    const end = () => {
      // A hung request that ends late must not free the key of the one that took its place.
      if (underway.get(id) !== patience) return;
      clearTimeout(patience);
      underway.delete(id);
      if (waiting.has(id)) schedule();
    };
    underway.set(id, patience);
    handle(key).then(end, end);
  };
  const flush = () => {
    timer = undefined;
    for (const [id, key] of waiting) {
      if (underway.has(id)) continue;
      waiting.delete(id);
      begin(id, key);
    }
  };
  const schedule = () => {
    if (!isOver) timer ??= setTimeout(flush, gatherMs);
  };
  return {
    add: (key) => {
      waiting.set(JSON.stringify(key), key);
      schedule();
    },
    cancel: () => {
      isOver = true;
      clearTimeout(timer);
      for (const patience of underway.values()) clearTimeout(patience);
    },
  };
}
