const PAUSE_MS = 3_000;

interface LoadingOptions<Part> {
  load(): Promise<Part>;
  onLoaded(part: Part): void;
  /** Each time that it did not come. */
  onFailed?(): void;
  pauseMs?: number;
}

/**
 * Loads a part of the program that comes by itself, again and again until it is there: the web server may be away just
 * then. Gives how to give it up.
 */
export function loadPart<Part>({ load, onLoaded, onFailed, pauseMs = PAUSE_MS }: LoadingOptions<Part>) {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = () => {
    load().then(
      (part) => {
        if (!isOver) onLoaded(part);
      },
      () => {
        if (isOver) return;
        timer = setTimeout(attempt, pauseMs);
        onFailed?.();
      },
    );
  };
  attempt();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
