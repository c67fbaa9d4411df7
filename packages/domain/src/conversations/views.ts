import type { Channel, Client, Conversation, MediaFile, Message } from '@soul-kg-crm/database';
import { type AnswerableChannel, answerableSelect } from '../channels/require-answerable.ts';
import { namesOfPeople, type SqlReader } from '../members/names-of-people.ts';

export type ConversationView = Conversation & {
  client: Pick<Client, 'id' | 'name' | 'phone' | 'avatarUrl'>;
  channel: AnswerableChannel & Pick<Channel, 'name'>;
};

/** As much of a conversation as the inbox shows. */
export type InboxEntry = Pick<
  ConversationView,
  | 'id'
  | 'channelId'
  | 'channelType'
  | 'status'
  | 'assigneeId'
  | 'lastMessageId'
  | 'lastMessageAt'
  | 'lastMessagePreview'
  | 'lastMessageKind'
  | 'lastMessageDirection'
  | 'lastMessageStatus'
  | 'clientReaction'
  | 'clientReactionTo'
  | 'unreadCount'
  | 'agentState'
  | 'agentStateAt'
  | 'agentStateById'
  | 'agentStateReason'
  | 'createdAt'
  | 'client'
  | 'channel'
>;

export type MessageView = Message & {
  quotedMessage: Pick<Message, 'id' | 'direction' | 'kind' | 'content'> | null;
  media: ShownMedia | null;
  /** Of the colleague that wrote it; null for clients, agents and what was written on the phone. */
  senderName: string | null;
};

/** As much of a file as a thread shows. */
export type ShownMedia = Pick<
  MediaFile,
  | 'id'
  | 'kind'
  | 'status'
  | 'fileName'
  | 'mimeType'
  | 'size'
  | 'width'
  | 'height'
  | 'durationMs'
  | 'errorMessage'
>;

/** As much of a message as a thread shows. */
export type ThreadEntry = Pick<
  MessageView,
  | 'id'
  | 'conversationId'
  | 'clientMessageId'
  | 'direction'
  | 'sender'
  | 'senderId'
  | 'senderName'
  | 'kind'
  | 'content'
  | 'status'
  | 'errorCode'
  | 'errorMessage'
  | 'createdAt'
  | 'sentAt'
  | 'deliveredAt'
  | 'readAt'
  | 'editedAt'
  | 'revokedAt'
  | 'clientReaction'
  | 'ownReaction'
  | 'quotedMessage'
  | 'media'
>;

/** What a conversation is read with, in every place that shows one. */
export const conversationInclude = {
  client: { select: { id: true, name: true, phone: true, avatarUrl: true } },
  channel: { select: { ...answerableSelect, name: true } },
} as const;

/** What a message is read with, in every place that shows one. */
export const messageInclude = {
  quotedMessage: { select: { id: true, direction: true, kind: true, content: true } },
  media: true,
} as const;

/** Adds the writers' names, with one query for all messages together. */
export async function withSenderNames(
  reader: SqlReader,
  messages: Omit<MessageView, 'senderName'>[],
): Promise<MessageView[]> {
  const names = await namesOfPeople(
    reader,
    messages.map(({ senderId }) => senderId),
  );
  return messages.map((message) => ({ ...message, senderName: names.get(message.senderId ?? '') ?? null }));
}
