import {
  agentState,
  communicationChannel,
  conversationStatus,
  messageDirection,
  messageKind,
  messageStatus,
} from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import { moment } from '../paging/moment.ts';
import type { InboxEntry } from './views.ts';

/** A row of the inbox as PostgreSQL gives it. */
export const inboxRow = z.object({
  id: z.string(),
  channelId: z.string(),
  channelType: communicationChannel,
  status: conversationStatus,
  assigneeId: z.string().nullable(),
  lastMessageId: z.string().nullable(),
  lastMessageAt: moment,
  lastMessagePreview: z.string(),
  lastMessageKind: messageKind.nullable(),
  lastMessageDirection: messageDirection.nullable(),
  lastMessageStatus: messageStatus.nullable(),
  clientReaction: z.string().nullable(),
  clientReactionTo: z.string().nullable(),
  unreadCount: z.number(),
  agentState,
  agentStateAt: z.date().nullable(),
  agentStateById: z.string().nullable(),
  agentStateReason: z.string().nullable(),
  createdAt: moment,
  clientId: z.string(),
  clientName: z.string(),
  clientPhone: z.string().nullable(),
  clientAvatarUrl: z.string().nullable(),
  channelName: z.string(),
  channelDeletedAt: z.date().nullable(),
  channelDesiredState: z.enum(['STOPPED', 'RUNNING', 'LOGGED_OUT']),
  channelErrorCode: z.string().nullable(),
});

/** The row as every other place shows a conversation. */
export function viewOfRow(row: z.infer<typeof inboxRow>): InboxEntry {
  const { clientId, clientName, clientPhone, clientAvatarUrl, ...rest } = row;
  const { channelName, channelDeletedAt, channelDesiredState, channelErrorCode, ...conversation } = rest;
  return {
    ...conversation,
    client: { id: clientId, name: clientName, phone: clientPhone, avatarUrl: clientAvatarUrl },
    channel: {
      name: channelName,
      deletedAt: channelDeletedAt,
      desiredState: channelDesiredState,
      whatsAppSession: { errorCode: channelErrorCode },
    },
  };
}
