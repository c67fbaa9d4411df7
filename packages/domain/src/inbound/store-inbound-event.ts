import { isBrokenReference, isDatabaseAway, isUniqueViolation, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';
import type { ChannelEvent } from './channel-event.ts';
import { inboundRows } from './inbound-rows.ts';
import { storeStatement } from './store-statement.ts';

export interface StoredEvent {
  inboundEventId: string | null;
  /** false: the channel told it before, and nothing was changed. */
  isNew: boolean;
}

/** Keeps one event that a channel told, together with the job that processes it; a repeat changes nothing. */
export async function storeInboundEvent(
  scope: Scope,
  channelId: string,
  event: ChannelEvent,
): Promise<StoredEvent> {
  const [inboundEventId = null] = await storeInboundEvents(scope, channelId, [event]);
  return { inboundEventId, isNew: inboundEventId !== null };
}

export interface StoreOptions {
  /** The moment; for tests. */
  nowMs?: number;
  /** false: every message waits for its job. */
  atOnce?: boolean;
}

/** Others that store the same or merge its client may come in between so often; then the jobs do what is left. */
const ATTEMPTS_AT_ONCE = 3;
const ATTEMPTS = 6;

/**
 * Keeps events in the order in which they came, with their jobs, and writes what is plain at once: the customer's text
 * stands in the inbox with this one statement. All of it or nothing; repeats are left out of the ids that it gives.
 */
export async function storeInboundEvents(
  scope: Scope,
  channelId: string,
  events: readonly ChannelEvent[],
  { nowMs = Date.now(), atOnce = true }: StoreOptions = {},
): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const isAtOnce = atOnce && attempt <= ATTEMPTS_AT_ONCE;
    const rows = inboundRows(events, nowMs, isAtOnce);
    try {
      const stored = ids.parse(await scope.statement(storeStatement(scope.organizationId, channelId, rows)));
      const isStored = new Set(stored.map(({ id }) => id));
      return rows.events.flatMap(({ id }) => (isStored.has(id) ? [id] : []));
    } catch (error) {
      const wasOvertaken = isUniqueViolation(error) || isBrokenReference(error);
      if (isDatabaseAway(error) || attempt === ATTEMPTS) throw error;
      // A message that cannot be written must not keep its event from being stored.
      if (!wasOvertaken && isAtOnce) attempt = ATTEMPTS_AT_ONCE;
      else if (!wasOvertaken) throw error;
    }
  }
}

const ids = z.array(z.object({ id: z.uuid() }));
