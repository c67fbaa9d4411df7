import { setTimeout as delay } from 'node:timers/promises';
import { listenToOutbox } from '@soul-kg-crm/database';
import { isRedisRefusing } from '@soul-kg-crm/queue';
import { repeat } from '../runtime/repeat.ts';
import { publishBatch, RELAY_BATCH, type RelayContext } from './publish-batch.ts';

const POLL_MS = 1_000;
/**
 * How long what is announced next is gathered, so that many commits in a row are few batches; a lone commit does not wait.
 * The more there was to publish, the longer: a batch costs much the same whatever is in it.
 */
const GATHER_MS = { perAnnouncement: 5, least: 10, most: 50 };

interface RelayTimes {
  /** A relay that could publish nothing for so long leaves it to another worker. */
  resignAfterMs: number;
  /** So long it does not want to be the relay again. */
  standBackMs: number;
}

const TIMES: RelayTimes = { resignAfterMs: 30_000, standBackMs: 10_000 };

export interface Relay extends AsyncDisposable {
  /** Whether this worker is the one that publishes. */
  isLeading(): boolean;
}

/**
 * Publishes what transactions announced: woken by each commit, and looking by itself every second. Of all workers one is
 * the relay at a time, so that the order of publishing is one order.
 */
export function startRelay(context: RelayContext, times = TIMES): Relay {
  const { log } = context;
  const listener = listenToOutbox({
    url: context.databaseUrl,
    onWake: () => loop.wake(),
    onError: (err) => log.warn({ err }, 'relay.listener_lost'),
  });
  let failingSinceMs: number | null = null;
  let standsBackUntilMs = 0;
  let isLeading = false;
  const lead = async () => {
    try {
      isLeading = performance.now() >= standsBackUntilMs && (await listener.lead());
    } catch (error) {
      isLeading = false;
      throw error;
    }
    return isLeading;
  };
  const resignAfter = async (error: unknown) => {
    // It refuses every other relay just as well.
    if (isRedisRefusing(error)) throw error;
    const now = performance.now();
    failingSinceMs ??= now;
    if (now - failingSinceMs >= times.resignAfterMs) {
      failingSinceMs = null;
      standsBackUntilMs = now + times.standBackMs;
      await listener.resign();
      log.warn({}, 'relay.resigned');
    }
    throw error;
  };
  const publishAll = async (signal: AbortSignal) => {
    let published = RELAY_BATCH;
    while (published === RELAY_BATCH && !signal.aborted) {
      published = await publishBatch(context);
      failingSinceMs = null;
    }
    if (published > 0) await delay(gatherMs(published), undefined, { signal }).catch(() => {});
  };
  const loop = repeat({
    name: 'relay',
    everyMs: POLL_MS,
    log,
    work: async (signal) => {
      if (!(await lead())) return;
      await publishAll(signal).catch(resignAfter);
    },
  });
  return {
    isLeading: () => isLeading,
    [Symbol.asyncDispose]: async () => {
      await loop[Symbol.asyncDispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
}

function gatherMs(published: number): number {
  const { perAnnouncement, least, most } = GATHER_MS;
  return Math.min(most, Math.max(least, published * perAnnouncement));
}
