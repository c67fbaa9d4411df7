const waiting = new Set<() => void>();

/** The line is back: what waits for it goes at once. */
export function tryAgainNow(): void {
  for (const go of [...waiting]) go();
}

/** Resolves after so long, as soon as the line is back, or once nobody wants it any more. */
export function untilWorthTrying(pauseMs: number, unwanted: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(pause);
      waiting.delete(go);
      unwanted.removeEventListener('abort', go);
      resolve();
    };
    const pause = setTimeout(go, pauseMs);
    waiting.add(go);
    unwanted.addEventListener('abort', go);
    if (unwanted.aborted) go();
  });
}
