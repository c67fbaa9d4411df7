import type { ChannelEvent } from '@soul-kg-crm/whatsapp/sessions';
import { withBestName } from './best-name.ts';
import type { ChannelRef, InboundIntake } from './intake.ts';

/**
 * Hands an event of a session over. An own message that is read anew after an absence also tells how far it has got: the
 * acks of the meantime are not told again, and the message itself is known already.
 */
export function takeChannelEvent(intake: InboundIntake, channel: ChannelRef, event: ChannelEvent): void {
  intake.take(channel, withBestName(event));
  if (event.kind !== 'message') return;
  const { isFromMe, ack, providerMessageId } = event.message;
  if (!isFromMe || ack === null || ack === 'SENT') return;
  intake.take(channel, { kind: 'ack', ack: { providerMessageId, level: ack } });
}
