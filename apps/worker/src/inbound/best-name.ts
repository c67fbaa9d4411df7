import { bestName } from '@soul-kg-crm/data-import';
import type { ChannelEvent } from '@soul-kg-crm/whatsapp/sessions';

/**
 * The event with the best of what its sender is called: without emoji and decoration, and without a name where theirs is
 * none. Whatever happens here, the message goes on.
 */
export function withBestName(event: ChannelEvent, parse = bestName): ChannelEvent {
  if (event.kind !== 'message') return event;
  const { message } = event;
  try {
    const name = parse({ pushName: message.contact.name })?.name ?? null;
    return { ...event, message: { ...message, contact: { ...message.contact, name } } };
  } catch {
    return event;
  }
}
