import type { Prisma, Scope } from '@soul-kg-crm/database';
import { processInbound } from '@soul-kg-crm/queue/catalogue';
import { messageIdAt, newId } from '@soul-kg-crm/shared/ids';
import { type ChannelEvent, providerEventIdOf, receivedAck, receivedMessage } from './channel-event.ts';

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

/**
 * Keeps events in the order in which they came, in one transaction with their jobs; repeats are left out of the ids that
 * it gives. A message's event gets the id that the message itself will have: the order of arrival is settled here,
 * however the jobs run later.
 */
export async function storeInboundEvents(
  scope: Scope,
  channelId: string,
  events: readonly ChannelEvent[],
  nowMs = Date.now(),
): Promise<string[]> {
  const data = events.map((event) => rowOf(channelId, event, nowMs));
  return scope.transaction(async (tx) => {
    const stored = await tx.db.inboundEvent.createManyAndReturn({
      data,
      skipDuplicates: true,
      select: { id: true },
    });
    const { organizationId } = tx;
    await tx.outbox.jobs(stored.map(({ id }) => processInbound.of({ organizationId, inboundEventId: id })));
    return stored.map(({ id }) => id);
  });
}

function rowOf(channelId: string, event: ChannelEvent, nowMs: number): Prisma.InboundEventCreateManyInput {
  const base = { channelId, providerEventId: providerEventIdOf(event) };
  if (event.kind === 'ack') {
    return { ...base, id: newId(), kind: 'ACK', payload: receivedAck.parse(event.ack) };
  }
  const payload = receivedMessage.parse(event.message);
  return { ...base, id: messageIdAt(payload.sentAtMs, nowMs), kind: 'MESSAGE', payload };
}
