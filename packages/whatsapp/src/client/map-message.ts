import type { MessageKind } from '@soul-kg-crm/shared/enums';
import { extractPhoneFromWhatsAppId, parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import { ackLevelOf } from './map-ack.ts';
import type { ProviderMedia, ProviderMessage } from './port.ts';
import { isForPhoneAlone, type RawMessage } from './raw-message.ts';

/** Our own two ids; both may be unknown for a moment. */
export interface OwnIds {
  phone: string | null;
  lid: string | null;
}

/** What a person is called and reached by, as the page told it. */
export interface ContactIds {
  phone: string | null;
  lid: string | null;
  name: string | null;
}

/**
 * Whether this is a message between us and one person: no group, status, channel, note to oneself or system notice. What
 * can be read on the phone alone is one, too: somebody has written, and has to be answered.
 */
export function isPersonal(raw: RawMessage, own: OwnIds): boolean {
  const isNotice = NOTICES.has(raw.type) || raw.type.startsWith('notification');
  return isInPersonalChat(raw, own) && (!isNotice || isForPhoneAlone(raw));
}

/** Whether it stands between us and one person, whatever it is. */
export function isInPersonalChat(raw: Pick<RawMessage, 'id' | 'isStatusV3'>, own: OwnIds): boolean {
  const { kind } = parseWhatsAppChat(raw.id.remote);
  if (kind !== 'phone' && kind !== 'lid') return false;
  return !raw.isStatusV3 && !isOwn(raw.id.remote, own);
}

/** The text of a message where it is what has changed about it: the body of a file is its preview picture. */
export function editedText(raw: RawMessage, text: string): string | null {
  const kind = kindOf(raw);
  if (kind === 'TEXT') return text || null;
  return FILE_KINDS.has(kind) && text === raw.caption ? text : null;
}

/** The library's message in our words. */
export function toProviderMessage(raw: RawMessage, contact: ContactIds, own: OwnIds): ProviderMessage {
  const kind = kindOf(raw);
  const { fromMe, remote, _serialized } = raw.id;
  return {
    providerMessageId: _serialized,
    isFromMe: fromMe,
    chatId: remote,
    contact: { ...contact, name: contact.name ?? (fromMe ? null : raw.notifyName || null) },
    kind,
    content: contentOf(raw, kind),
    sentAtMs: raw.t * 1000,
    quotedProviderMessageId: quotedId(raw, own),
    media: FILE_KINDS.has(kind) ? mediaOf(raw, kind) : null,
    ack: fromMe ? ackLevelOf(raw.ack) : null,
  };
}

/** What can be told about the contact from the chat's id alone. */
export function contactFromChatId(chatId: string): ContactIds {
  const chat = parseWhatsAppChat(chatId);
  return {
    phone: chat.kind === 'phone' ? chat.phone : null,
    lid: chat.kind === 'lid' ? chat.lid : null,
    name: null,
  };
}

/** What WhatsApp's page files as messages, and nobody has said: its own notices, and what belongs to another message. */
const NOTICES = new Set([
  'album',
  'broadcast_notification',
  'call_log',
  'ciphertext',
  'debug',
  'e2e_notification',
  'event_edit_encrypted',
  'event_response',
  'gp2',
  'group-history',
  'group_notification',
  'guest_upsell_system_msg',
  'history_bundle',
  'keep_in_chat',
  'message_edit_encrypted',
  'message_history_notice',
  'newsletter_notification',
  'pin_message',
  'pinned_message',
  'poll_add_option_decrypted',
  'poll_add_option_encrypted',
  'poll_edit_encrypted',
  'poll_update',
  'protocol',
  'reaction',
  'reaction_enc',
  'revoked',
  'status_notification',
]);

const KINDS: Record<string, MessageKind> = {
  chat: 'TEXT',
  image: 'IMAGE',
  video: 'VIDEO',
  ptv: 'VIDEO',
  audio: 'AUDIO',
  ptt: 'VOICE',
  document: 'DOCUMENT',
  sticker: 'STICKER',
  location: 'LOCATION',
  live_location: 'LOCATION',
  vcard: 'CONTACT',
  multi_vcard: 'CONTACT',
  // Answers to buttons and lists, and businesses' templates, read as what they say.
  buttons_response: 'TEXT',
  list_response: 'TEXT',
  template_button_reply: 'TEXT',
  hsm: 'TEXT',
};

const FILE_KINDS = new Set<MessageKind>(['IMAGE', 'VIDEO', 'AUDIO', 'VOICE', 'DOCUMENT', 'STICKER']);

const DEFAULT_MIME_TYPES: Partial<Record<MessageKind, string>> = {
  IMAGE: 'image/jpeg',
  VIDEO: 'video/mp4',
  AUDIO: 'audio/mpeg',
  VOICE: 'audio/ogg',
  STICKER: 'image/webp',
};

function kindOf(raw: RawMessage): MessageKind {
  return KINDS[raw.type] ?? 'UNSUPPORTED';
}

function contentOf(raw: RawMessage, kind: MessageKind): string {
  // The body of a file or a place is its preview picture.
  if (FILE_KINDS.has(kind)) return raw.caption ?? '';
  if (kind === 'LOCATION') return placeText(raw);
  if (kind === 'CONTACT') return contactNames(raw);
  if (kind === 'TEXT') return raw.body ?? '';
  return raw.pollName ?? raw.eventName ?? raw.title ?? raw.caption ?? '';
}

function placeText({ loc, lat, lng }: RawMessage): string {
  const point = lat != null && lng != null ? `https://maps.google.com/?q=${lat},${lng}` : null;
  return [loc, point].filter(Boolean).join('\n');
}

function contactNames({ vcardFormattedName, vcardList }: RawMessage): string {
  const names = vcardList?.map(({ displayName }) => displayName) ?? [vcardFormattedName];
  return names.filter(Boolean).join(', ');
}

function mediaOf(raw: RawMessage, kind: MessageKind): ProviderMedia {
  return {
    mimeType: raw.mimetype ?? DEFAULT_MIME_TYPES[kind] ?? 'application/octet-stream',
    fileName: raw.filename ?? null,
    size: raw.size ?? 0,
    width: raw.width ?? null,
    height: raw.height ?? null,
    durationMs: raw.duration != null ? Math.round(raw.duration * 1000) : null,
  };
}

/** WhatsApp names only the quoted message's key and author; in a chat of two that tells the whole id. */
function quotedId(raw: RawMessage, own: OwnIds): string | null {
  if (!raw.quotedStanzaID) return null;
  const isOurs = raw.quotedParticipant != null && isOwn(raw.quotedParticipant, own);
  return `${isOurs}_${raw.id.remote}_${raw.quotedStanzaID}`;
}

/** Whether it is one of our own ids, with or without a device's part. */
export function isOwn(id: string, own: OwnIds): boolean {
  const phone = extractPhoneFromWhatsAppId(id);
  if (phone) return own.phone !== null && phone === extractPhoneFromWhatsAppId(own.phone);
  return own.lid !== null && withoutDevice(id) === withoutDevice(own.lid);
}

function withoutDevice(id: string): string {
  return id.replace(/:\d+@/, '@');
}
