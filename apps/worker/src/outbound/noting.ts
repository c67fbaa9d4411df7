import { isDatabaseAway } from '@soul-kg-crm/database';
import { waitOut } from '@soul-kg-crm/queue';

/**
 * The note of what a lane has sent last, made while the lane takes its next message. One at a time: of a lane's messages
 * one at the most has left without that being noted; should the worker die now, it is looked for by its key.
 */
export interface Noting extends AsyncDisposable {
  /** Makes a note, again every second while the database is away. Safe to run twice. */
  begin(note: () => Promise<void>): void;
  /**
   * Settles when nothing is being noted; rejects where the lane ended before the last note could be made. A note that
   * PostgreSQL refused is given up, so that it silences nobody: its message is looked for by its key.
   */
  ended(): Promise<void>;
  /** A note that cannot be made now is not tried again. */
  stopTrying(): void;
}

export function createNoting(onError: (error: unknown) => void): Noting {
  const stopping = new AbortController();
  let last = Promise.resolve();
  const begin = (note: () => Promise<void>) => {
    last = waitOut(note, isDatabaseAway, stopping.signal).catch((error: unknown) => {
      onError(error);
      if (stopping.signal.aborted) throw error;
    });
    last.catch(() => {});
  };
  const stopTrying = () => stopping.abort();
  return {
    begin,
    ended: () => last,
    stopTrying,
    [Symbol.asyncDispose]: async () => {
      stopTrying();
      await last.catch(() => {});
    },
  };
}
