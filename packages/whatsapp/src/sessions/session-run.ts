import { type ClientEvent, type SessionEnd, StartError, type WhatsAppClient } from '../client/port.ts';
import type { Log } from '../log.ts';
import type { SessionTimes, Sleep } from './session-options.ts';

export interface SessionRunOptions {
  client: WhatsAppClient;
  /** Starts the client when it is its turn. */
  start: (client: WhatsAppClient) => Promise<void>;
  onEvent: (event: ClientEvent) => void;
  /** Ends the run for a reason of ours. */
  interrupted: Promise<SessionEnded>;
  /** Connected for long enough. */
  onStable: () => void;
  /** Stops the run from outside. */
  signal: AbortSignal;
  times: SessionTimes;
  sleep: Sleep;
  log: Log;
}

export interface SessionEnded {
  reason: SessionEnd;
  detail: string | null;
}

/** One life of one client, from its start until it has ended for whatever reason and is stopped. */
export async function runSession(options: SessionRunOptions): Promise<SessionEnded> {
  const { client, signal } = options;
  const ended = Promise.withResolvers<SessionEnded>();
  const over = new AbortController();
  const stop = () => ended.resolve({ reason: 'STOPPED', detail: null });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void options.interrupted.then((end) => ended.resolve(end));
  const seen = { isReady: false };
  client.onEvent((event) => {
    options.onEvent(event);
    if (event.kind === 'ready') seen.isReady = true;
    if (event.kind === 'ended') ended.resolve(event);
    if (event.kind === 'ready') void reportStable(options, over.signal);
  });
  try {
    void startAndWatch(options, seen, over.signal).then((end) => end && ended.resolve(end));
    return await ended.promise;
  } finally {
    over.abort();
    signal.removeEventListener('abort', stop);
    await client.stop();
  }
}

/** Settles with the end that it found, or with nothing when the run was over before. */
async function startAndWatch(
  options: SessionRunOptions,
  seen: { isReady: boolean },
  over: AbortSignal,
): Promise<SessionEnded | null> {
  try {
    await options.start(options.client);
  } catch (error) {
    options.log.warn({ err: error }, 'session.start_failed');
    const reason = error instanceof StartError ? error.reason : 'START_FAILED';
    return { reason, detail: error instanceof Error ? causeOf(error) : null };
  }
  return watchAnswers(options, seen, over);
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function watchAnswers(
  { client, times, sleep }: SessionRunOptions,
  seen: { isReady: boolean },
  over: AbortSignal,
): Promise<SessionEnded | null> {
  let unanswered = 0;
  let offlineMs = 0;
  while (!over.aborted) {
    await sleep(times.checkEveryMs, over);
    if (over.aborted) return null;
    const health = await client.check(times.checkTimeoutMs);
    unanswered = health === 'unresponsive' ? unanswered + 1 : 0;
    offlineMs = health === 'disconnected' && seen.isReady ? offlineMs + times.checkEveryMs : 0;
    if (over.aborted) return null;
    if (unanswered >= 2) return { reason: 'PAGE_UNRESPONSIVE', detail: null };
    if (offlineMs >= times.offlineRestartMs) return { reason: 'NETWORK_AWAY', detail: null };
  }
  return null;
}

async function reportStable({ times, sleep, onStable }: SessionRunOptions, over: AbortSignal): Promise<void> {
  await sleep(times.stableAfterMs, over);
  if (!over.aborted) onStable();
}
