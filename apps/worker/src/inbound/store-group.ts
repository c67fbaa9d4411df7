import { isDatabaseAway } from '@soul-kg-crm/database';
import { type ChannelEvent, storeInboundEvents, storeRefusedEvent } from '@soul-kg-crm/domain';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { Wake } from '../runtime/wake.ts';
import type { ChannelRef } from './intake.ts';

const RETRY_MS = 1_000;
const MAX_REFUSALS = 5;

type Context = Pick<WorkerContext, 'database' | 'metrics' | 'log'>;

/** Brings a channel's events to the database, however long it takes; false when the worker ends first. */
export async function storeGroup(
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

/**
 * Tries for a while, since not every trouble says its name; what is refused then becomes a dead letter. Where PostgreSQL
 * refuses that as well, the trouble is not the event's, and everything waits for its end.
 */
async function storeOne(
  context: Context,
  channel: ChannelRef,
  event: ChannelEvent,
  signal: AbortSignal,
): Promise<boolean> {
  const { database, metrics } = context;
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
      if (await keepRefused(context, channel, event, { err, isFirst: refusals === MAX_REFUSALS }))
        return true;
    }
  }
  return false;
}

/** False: not now. */
async function keepRefused(
  { database, log }: Context,
  { organizationId, channelId }: ChannelRef,
  event: ChannelEvent,
  { err, isFirst }: { err: unknown; isFirst: boolean },
): Promise<boolean> {
  const scope = database.forOrganization(organizationId);
  try {
    await storeRefusedEvent(scope, channelId, event, err);
    log.error({ channelId, kind: event.kind, err }, 'inbound.refused');
    return true;
  } catch (reason) {
    const channels = await scope.db.channel.count({ where: { id: channelId } }).catch(() => 1);
    // Of a number that is no longer there nothing can be kept.
    const isLost = channels === 0;
    if (isLost) log.error({ channelId, kind: event.kind, err: reason }, 'inbound.lost');
    else if (isFirst) log.error({ channelId, kind: event.kind, err: reason }, 'inbound.not_kept');
    return isLost;
  }
}
