import { bestName } from '@soul-kg-crm/data-import';
import type { ChannelEvent } from '@soul-kg-crm/whatsapp/sessions';

/** The event with the best of what its sender is called. */
export function withBestName(event: ChannelEvent, parse = bestName): ChannelEvent {
  if (event.kind !== 'message') return event;
  const { message } = event;
  const { contact } = message;
  const name = bestNameOf(contact.name, parse);
  return { ...event, message: { ...message, contact: { ...contact, name } } };
}

/**
 * A name as WhatsApp shows it, without emoji and decoration; null where it is none. Whatever happens here, the message
 * goes on, with the name as it is.
 */
export function bestNameOf(pushName: string | null, parse = bestName): string | null {
  try {
    return parse({ pushName })?.name ?? null;
  } catch {
    return pushName;
  }
}
