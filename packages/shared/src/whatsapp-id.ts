/** What a WhatsApp chat id stands for: a person by phone, a person by privacy id, or something that is no person. */
export type WhatsAppChat =
  | { kind: 'phone'; phone: string }
  | { kind: 'lid'; lid: string }
  | { kind: 'group' | 'status' | 'newsletter' | 'other' };

/** `996555123456@c.us` for `+996555123456`. */
export function formatPhoneNumber(phone: string): string {
  return `${phone.replace(/\D/g, '')}@c.us`;
}

/** `+996555123456` for `996555123456@c.us` (also with a device part, `996555123456:12@s.whatsapp.net`); null for any other id. */
export function extractPhoneFromWhatsAppId(id: string): string | null {
  const match = /^(\d{5,20})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/.exec(id);
  return match?.[1] ? `+${match[1]}` : null;
}

/** Reads a chat id as whatsapp-web.js gives it. */
export function parseWhatsAppChat(id: string): WhatsAppChat {
  const phone = extractPhoneFromWhatsAppId(id);
  if (phone) return { kind: 'phone', phone };
  const lid = /^(\d{5,25})(?::\d+)?@lid$/.exec(id);
  if (lid?.[1]) return { kind: 'lid', lid: `${lid[1]}@lid` };
  if (id.endsWith('@g.us')) return { kind: 'group' };
  if (id === 'status@broadcast' || id.endsWith('@broadcast')) return { kind: 'status' };
  return { kind: id.endsWith('@newsletter') ? 'newsletter' : 'other' };
}
