import type { Scope } from '@soul-kg-crm/database';
import { processInbound } from '@soul-kg-crm/queue/catalogue';
import { messageIdAt, newId } from '@soul-kg-crm/shared/ids';
import { type ChannelEvent, providerEventIdOf } from './channel-event.ts';

export interface StoredEvent {
  inboundEventId: string | null;
  /** false: the channel told it before, and nothing was changed. */
  isNew: boolean;
}

/**
 * Keeps what a channel told, together with the job that processes it; a repeat changes nothing. A message's event gets
 * the id that the message itself will have: the order of arrival is settled here, however the jobs run later.
 */
export async function storeInboundEvent(
  scope: Scope,
  channelId: string,
  event: ChannelEvent,
  nowMs = Date.now(),
): Promise<StoredEvent> {
  const id = event.kind === 'message' ? messageIdAt(event.message.sentAtMs, nowMs) : newId();
  return scope.transaction(async (tx) => {
    const { count } = await tx.db.inboundEvent.createMany({
      data: [
        {
          id,
          channelId,
          providerEventId: providerEventIdOf(event),
          kind: event.kind === 'message' ? 'MESSAGE' : 'ACK',
          payload: event.kind === 'message' ? event.message : event.ack,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return { inboundEventId: null, isNew: false };
    await tx.outbox.job(processInbound.of({ organizationId: tx.organizationId, inboundEventId: id }));
    return { inboundEventId: id, isNew: true };
  });
}
