import * as z from 'zod';
import {
  agentState,
  clientIdentityKind,
  clientStatus,
  communicationChannel,
  conversationStatus,
  mediaStatus,
  messageDirection,
  messageKind,
  messageSender,
  messageStatus,
} from '../enums.ts';
import { channelId, clientId, conversationId, mediaId, messageId, userId } from '../ids.ts';

/** A moment in ISO 8601, UTC. */
export const instant = z.iso.datetime();

export const mediaModel = z.object({
  id: mediaId,
  kind: messageKind,
  status: mediaStatus,
  fileName: z.string(),
  mimeType: z.string(),
  size: z.int().describe('Bytes; 0 while unknown'),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  url: z.string().nullable().describe('Path of the file; null until it is there'),
  errorMessage: z.string().nullable().describe("Why it did not come, in the caller's language"),
});
export type MediaModel = z.infer<typeof mediaModel>;

export const quotedMessageModel = z.object({
  id: messageId,
  direction: messageDirection,
  kind: messageKind,
  content: z.string(),
});

export const messageErrorModel = z.object({
  code: z.string(),
  message: z.string().describe("A sentence in the caller's language"),
});

export const messageModel = z.object({
  id: messageId,
  conversationId,
  clientMessageId: z.string().nullable(),
  direction: messageDirection,
  sender: messageSender,
  senderId: z.string().nullable(),
  senderName: z.string().nullable(),
  kind: messageKind.describe(
    'CALL and VIDEO_CALL: the client has called, which is answered on the phone alone; whether somebody did is not known. Such an entry has no content',
  ),
  content: z.string(),
  status: messageStatus,
  quoted: quotedMessageModel.nullable(),
  media: mediaModel.nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  readAt: instant.nullable(),
  editedAt: instant.nullable().describe('When its text was last corrected at WhatsApp'),
  revokedAt: instant.nullable().describe('When whoever wrote it deleted it at WhatsApp; the text stays here'),
  clientReaction: z.string().nullable().describe('The emoji with which the customer reacted to it'),
  ownReaction: z.string().nullable().describe('The same of somebody on the phone of the number'),
  error: messageErrorModel.nullable(),
});
export type MessageModel = z.infer<typeof messageModel>;

export const clientIdentityModel = z.object({ kind: clientIdentityKind, value: z.string() });

export const clientModel = z.object({
  id: clientId,
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  status: clientStatus,
  language: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  notes: z.string(),
  tags: z.array(z.string()),
  identities: z.array(clientIdentityModel),
  createdAt: instant,
  updatedAt: instant,
});
export type ClientModel = z.infer<typeof clientModel>;

export const conversationModel = z.object({
  id: conversationId,
  channelId,
  channelName: z.string(),
  channelType: communicationChannel,
  unanswerable: z
    .enum(['CHANNEL_DELETED', 'CHANNEL_LOGGED_OUT'])
    .nullable()
    .describe('Why nothing can be sent; null where it can'),
  status: conversationStatus,
  assigneeId: userId.nullable(),
  agent: z.object({
    state: agentState.describe('Who answers, where the organisation has an agent switched on'),
    since: instant.nullable(),
    byId: userId.nullable().describe('The person who took over or gave back'),
    reason: z.string().nullable().describe('Why the agent handed over: a code'),
  }),
  client: z.object({
    id: clientId,
    name: z.string(),
    phone: z.string().nullable(),
    avatarUrl: z.string().nullable(),
  }),
  lastMessage: z
    .object({
      id: messageId,
      preview: z.string(),
      kind: messageKind,
      direction: messageDirection,
      status: messageStatus,
      clientReaction: z.string().nullable(),
    })
    .nullable(),
  lastMessageAt: instant,
  unreadCount: z.int(),
  createdAt: instant,
});
export type ConversationModel = z.infer<typeof conversationModel>;
