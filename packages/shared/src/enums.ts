import * as z from 'zod';

// The words of the domain, spelled as the database spells them. packages/database has a test that they agree.

export const communicationChannel = z.enum([
  'WHATSAPP',
  'TELEGRAM',
  'INSTAGRAM',
  'FACEBOOK',
  'EMAIL',
  'TIKTOK',
]);
export type CommunicationChannel = z.infer<typeof communicationChannel>;

export const whatsAppSessionStatus = z.enum([
  'DISCONNECTED',
  'CONNECTING',
  'QR_CODE_PENDING',
  'CONNECTED',
  'ERROR',
]);
export type WhatsAppSessionStatus = z.infer<typeof whatsAppSessionStatus>;

/** What the organisation wants of a channel. */
export const channelDesiredState = z.enum(['STOPPED', 'RUNNING', 'LOGGED_OUT']);
export type ChannelDesiredState = z.infer<typeof channelDesiredState>;

export const clientStatus = z.enum(['NEW_LEAD', 'CONTACTED', 'QUALIFIED', 'CUSTOMER', 'ARCHIVED']);
export type ClientStatus = z.infer<typeof clientStatus>;

export const clientIdentityKind = z.enum([
  'PHONE',
  'WHATSAPP_LID',
  'WHATSAPP_BUSINESS_ID',
  'USERNAME',
  'TELEGRAM_ID',
  'EMAIL',
]);
export type ClientIdentityKind = z.infer<typeof clientIdentityKind>;

export const conversationStatus = z.enum(['OPEN', 'CLOSED']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** Whether an agent answers in a conversation, where the organisation has one switched on. */
export const agentState = z.enum(['ACTIVE', 'HANDED_OVER', 'TAKEN_OVER']);
export type AgentState = z.infer<typeof agentState>;

export const messageDirection = z.enum(['INCOMING', 'OUTGOING']);
export type MessageDirection = z.infer<typeof messageDirection>;

export const messageSender = z.enum(['HUMAN', 'AI', 'CLIENT']);
export type MessageSender = z.infer<typeof messageSender>;

export const messageKind = z.enum([
  'TEXT',
  'IMAGE',
  'VIDEO',
  'AUDIO',
  'VOICE',
  'DOCUMENT',
  'STICKER',
  'LOCATION',
  'CONTACT',
  'UNSUPPORTED',
  'CALL',
  'VIDEO_CALL',
]);
export type MessageKind = z.infer<typeof messageKind>;

/** What nobody wrote: somebody has called, by voice or by video. */
export const CALL_KINDS = ['CALL', 'VIDEO_CALL'] as const satisfies readonly MessageKind[];

export function isCall(kind: MessageKind): boolean {
  return CALL_KINDS.some((call) => call === kind);
}

export const messageStatus = z.enum([
  'PENDING',
  'SENDING',
  'UNCONFIRMED',
  'SENT',
  'DELIVERED',
  'READ',
  'FAILED',
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const broadcastStatus = z.enum([
  'PENDING',
  'IN_PROGRESS',
  'PAUSED',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
]);
export type BroadcastStatus = z.infer<typeof broadcastStatus>;

/** How far a broadcast has got with one number; read from the number's message, never stored. */
export const recipientState = z.enum([
  'WAITING',
  'SENDING',
  'SENT',
  'DELIVERED',
  'READ',
  'FAILED',
  'CANCELLED',
]);
export type RecipientState = z.infer<typeof recipientState>;

/** What speaks against a broadcast, or is worth knowing before it begins. */
export const broadcastWarning = z.enum([
  'MASS_SENDING_OFF',
  'NOT_CONNECTED',
  'SAME_TEXT',
  'MORE_THAN_A_DAY',
  'QUIET_HOURS',
]);
export type BroadcastWarning = z.infer<typeof broadcastWarning>;

export const mediaStatus = z.enum(['PENDING', 'READY', 'FAILED']);
export type MediaStatus = z.infer<typeof mediaStatus>;

/** What a person may do in an organisation; SUPER_ADMIN is the platform's owner and may do everything. */
export const role = z.enum(['AGENT', 'ADMIN', 'SUPER_ADMIN']);
export type Role = z.infer<typeof role>;

/** What an administrator can make of a colleague. */
export const memberRole = role.exclude(['SUPER_ADMIN']);
export type MemberRole = z.infer<typeof memberRole>;
