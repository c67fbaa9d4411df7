import { isDatabaseAway } from '@soul-kg-crm/database';
import { type ChannelEvent, storeInboundEvents, storeRefusedEvent } from '@soul-kg-crm/domain';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { Wake } from '../runtime/wake.ts';

/** A channel, and whose it is. */
export interface ChannelRef {
  organizationId: string;
  channelId: string;
}

/** A channel that this worker runs, and the lease by which it does. */
export interface OwnedChannel extends ChannelRef {
  leaseGeneration: bigint;
}

export interface InboundIntake extends AsyncDisposable {
  /** Takes an event over; it is stored in its turn. Never throws. */
  take(channel: ChannelRef, event: ChannelEvent): void;
}

/** More than this many in memory: the rest stays at WhatsApp and is read at the next catch-up. */
const MAX_WAITING = 50_000;
/** What came while the statement before was on its way is stored in one statement. */
const MAX_GROUP = 200;
const RETRY_MS = 1_000;
const MAX_REFUSALS = 5;
const CLOSING_MS = 10_000;

type Context = Pick<WorkerContext, 'database' | 'metrics' | 'log'>;

/**
 * Brings channel events to the database, each channel's in its own order. While PostgreSQL is away they wait here, in
 * order; nothing is acknowledged or dropped meanwhile.
 */
export function createInboundIntake(context: Context): InboundIntake {
  const lines = new Map<string, ChannelEvent[]>();
  const running = new Set<Promise<void>>();
  const ending = new AbortController();
  let waiting = 0;

  const drain = async (channel: ChannelRef, line: ChannelEvent[]) => {
    while (line.length > 0) {
      const group = line.slice(0, MAX_GROUP);
      if (!(await storeGroup(context, channel, group, ending.signal))) break;
      line.splice(0, group.length);
      waiting -= group.length;
      context.metrics.waitingEvents.set(waiting);
    }
    lines.delete(channel.channelId);
  };

  return {
    take: (channel, event) => {
      if (waiting >= MAX_WAITING || ending.signal.aborted) {
        context.log.error({ channelId: channel.channelId }, 'inbound.not_taken');
        return;
      }
      waiting += 1;
      const line = lines.get(channel.channelId);
      if (line) {
        line.push(event);
        return;
      }
      const started = [event];
      lines.set(channel.channelId, started);
      const work = drain(channel, started).finally(() => running.delete(work));
      running.add(work);
    },
    [Symbol.asyncDispose]: async () => {
      const timer = setTimeout(() => ending.abort(), CLOSING_MS);
      await Promise.all(running);
      clearTimeout(timer);
    },
  };
}

/** Until it is stored; false when the worker ends first. */
async function storeGroup(
  context: Context,
  channel: ChannelRef,
  group: ChannelEvent[],
  signal: AbortSignal,
): Promise<boolean> {
  const { organizationId, channelId } = channel;
  const scope = context.database.forOrganization(organizationId);
  const pause = new Wake();
  let isAway = false;
  while (!signal.aborted) {
    try {
      const stored = await storeInboundEvents(scope, channelId, group);
      context.metrics.stored.inc(stored.length);
      if (isAway) context.log.info({ channelId }, 'inbound.database_is_back');
      return true;
    } catch (err) {
      if (!isDatabaseAway(err)) return storeOneByOne(context, channel, group, signal);
      if (!isAway) context.log.error({ channelId, err }, 'inbound.database_is_away');
      isAway = true;
      await pause.sleep(RETRY_MS, signal);
    }
  }
  return false;
}

/** One event that cannot be stored must not take its neighbours with it. */
async function storeOneByOne(
  context: Context,
  channel: ChannelRef,
  group: ChannelEvent[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const event of group) {
    if (!(await storeOne(context, channel, event, signal))) return false;
  }
  return true;
}

/** Tries for a while, since not every trouble says its name; what is refused in the end becomes a dead letter. */
async function storeOne(
  context: Context,
  channel: ChannelRef,
  event: ChannelEvent,
  signal: AbortSignal,
): Promise<boolean> {
  const { database, metrics, log } = context;
  const { organizationId, channelId } = channel;
  const scope = database.forOrganization(organizationId);
  const pause = new Wake();
  for (let refusals = 0; !signal.aborted; await pause.sleep(RETRY_MS, signal)) {
    try {
      metrics.stored.inc((await storeInboundEvents(scope, channelId, [event])).length);
      return true;
    } catch (err) {
      if (isDatabaseAway(err)) continue;
      refusals += 1;
      // What does not have the form of an event will not have it in a second either.
      if (refusals < MAX_REFUSALS && !(err instanceof z.ZodError)) continue;
      log.error({ channelId, kind: event.kind, err }, 'inbound.refused');
      return keepRefused(context, channel, event, err, signal);
    }
  }
  return false;
}

async function keepRefused(
  { database, log }: Context,
  { organizationId, channelId }: ChannelRef,
  event: ChannelEvent,
  reason: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  const scope = database.forOrganization(organizationId);
  const pause = new Wake();
  for (; !signal.aborted; await pause.sleep(RETRY_MS, signal)) {
    try {
      await storeRefusedEvent(scope, channelId, event, reason);
      return true;
    } catch (err) {
      if (isDatabaseAway(err)) continue;
      log.error({ channelId, kind: event.kind, err }, 'inbound.lost');
      return true;
    }
  }
  return false;
}
