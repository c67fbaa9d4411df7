const GATHER_MS = 40;

/** Gathers keys for a moment and hands each on once: a flood of events must not become a flood of requests. */
export function createBatch(
  handle: (key: readonly unknown[]) => void,
  gatherMs = GATHER_MS,
): { add(key: readonly unknown[]): void; cancel(): void } {
  const waiting = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const keys = [...waiting.values()];
    waiting.clear();
    keys.forEach(handle);
  };
  return {
    add: (key) => {
      waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, gatherMs);
    },
    cancel: () => clearTimeout(timer),
  };
}
