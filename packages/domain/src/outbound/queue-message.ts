import { isUniqueViolation, type MediaFile, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import { isCall, type MessageKind } from '@soul-kg-crm/shared/enums';
import { momentOf, newIdAfter } from '@soul-kg-crm/shared/ids';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import { isNoticeId } from '../agents/agent-notice.ts';
import { requireNotTakenOver, takeOverByAnswering } from '../agents/agent-state.ts';
import { requireAnswerable } from '../channels/require-answerable.ts';
import { againWhereMerged } from '../clients/again-where-merged.ts';
import { getMessage } from '../conversations/get-message.ts';
import { showNewest } from '../conversations/show-newest.ts';
import { findOrSurvivor, survivingConversationId } from '../conversations/surviving-conversation.ts';
import type { MessageView } from '../conversations/views.ts';
import { announce } from '../realtime/announce.ts';
import { requirePriority, requireSayable } from './require-sayable.ts';
import { newSendKey } from './send-key.ts';
import { sendMessageJob } from './send-message-job.ts';

/** Who writes, and what. */
export interface MessageDraft {
  /** Chosen by the caller; the same id again is the same message. */
  clientMessageId?: string | undefined;
  content: string;
  mediaId?: string | undefined;
  quotedMessageId?: string | undefined;
  sender: 'HUMAN' | 'AI';
  /** 1 to 10, higher goes first. Unless told, a person's answer is urgent, and an agent's is not. */
  priority?: number | undefined;
  /** The user, or the agent's type; null where a program sends for the people, by which nobody has taken over. */
  senderId: string | null;
  /** One of many that say the same: nobody has taken over the conversation by it. */
  isBulk?: boolean | undefined;
}

/** Stores an answer as PENDING together with the job that sends it; the same `clientMessageId` gives the same message. */
export async function queueMessage(
  scope: Scope,
  input: MessageDraft & { conversationId: string },
): Promise<MessageView> {
  return onceForEachClientMessageId(scope, input, (tx) => queueIn(tx, input));
}

/** Runs `queue` unless the message is there already; two calls with the same id at once end in one message, too. */
export async function onceForEachClientMessageId(
  scope: Scope,
  draft: MessageDraft & { conversationId?: string | undefined },
  queue: (tx: ScopedTransaction) => Promise<string>,
): Promise<MessageView> {
  const existing = await findRepeat(scope, draft);
  if (existing) return existing;
  const run = () => scope.transaction(async (tx) => getMessage(tx, await queue(tx)));
  try {
    return await againWhereMerged(run);
  } catch (error) {
    const repeat = isUniqueViolation(error, 'client_message_id') ? await findRepeat(scope, draft) : null;
    if (repeat) return repeat;
    if (isUniqueViolation(error, 'media_id')) throw mediaInUse();
    throw error;
  }
}

/** Inserts message, job and announcements; gives the message's id. */
export async function queueIn(
  tx: ScopedTransaction,
  input: MessageDraft & { conversationId: string },
): Promise<string> {
  const content = input.content.trim();
  const usual = input.sender === 'HUMAN' ? SEND_PRIORITY.urgent : SEND_PRIORITY.agent;
  const priority = input.priority ?? usual;
  requirePriority(priority);
  // Who answers where the client has just turned out to be another one answers in the conversation that is left.
  const conversation = await findOrSurvivor(tx, input.conversationId, (id) =>
    tx.db.conversation.findUnique({ where: { id } }),
  );
  const { id: conversationId } = conversation;
  await requireAnswerable(tx, conversation.channelId);
  if (input.quotedMessageId) await requireQuotable(tx, conversationId, input.quotedMessageId);
  const media = input.mediaId ? await requireUnusedMedia(tx, input.mediaId) : null;
  requireSayable(content, media?.kind ?? null);
  await heedAgents(tx, conversationId, input);
  const { channelId } = conversation;
  const id = newIdAfter(conversation.lastMessageId);
  const message = await tx.db.message.create({
    data: {
      id,
      createdAt: momentOf(id),
      channelId,
      conversationId,
      direction: 'OUTGOING',
      sender: input.sender,
      senderId: input.senderId,
      kind: kindOf(media),
      content,
      priority,
      sendKey: newSendKey(),
      clientMessageId: input.clientMessageId ?? null,
      quotedMessageId: input.quotedMessageId ?? null,
      mediaId: media?.id ?? null,
    },
  });
  await showNewest(tx, message);
  const { organizationId } = tx;
  await tx.outbox.job(sendMessageJob(organizationId, message));
  await announce(tx, { kind: 'messages.created', messages: [{ conversationId, messageId: message.id }] });
  return message.id;
}

/** Agents and people take turns in a conversation; what is no part of the talk concerns neither. */
async function heedAgents(
  tx: ScopedTransaction,
  conversationId: string,
  { sender, senderId, isBulk, clientMessageId }: MessageDraft,
): Promise<void> {
  if (isBulk) return;
  if (sender === 'HUMAN') {
    // What a program sends (an order has come, a reminder) shows nobody who would answer the customer from now on.
    if (senderId !== null) await takeOverByAnswering(tx, conversationId, senderId);
  } else if (!isNoticeId(clientMessageId)) await requireNotTakenOver(tx, conversationId);
}

/** Whether a message with this id is there already: giving it again costs nothing. */
export async function isKnownMessage(scope: Scope, clientMessageId: string): Promise<boolean> {
  return (await scope.db.message.findFirst({ where: { clientMessageId }, select: { id: true } })) !== null;
}

async function findRepeat(
  scope: Scope,
  draft: MessageDraft & { conversationId?: string | undefined },
): Promise<MessageView | null> {
  const { clientMessageId, conversationId } = draft;
  if (clientMessageId === undefined) return null;
  const found = await scope.db.message.findFirst({ where: { clientMessageId } });
  if (!found) return null;
  const isSame =
    found.mediaId === (draft.mediaId ?? null) &&
    found.quotedMessageId === (draft.quotedMessageId ?? null) &&
    (conversationId === undefined ||
      found.conversationId === conversationId ||
      found.conversationId === (await survivingConversationId(scope, conversationId))) &&
    (found.content === draft.content.trim() || found.editedAt !== null || (await wasEdited(scope, found.id)));
  if (!isSame) throw new Problem('CLIENT_MESSAGE_ID_REUSED');
  return getMessage(scope, found.id);
}

/** Somebody changed what waited: it is not what was given, and is the same message all the same, as one corrected on the phone is. */
async function wasEdited(scope: Scope, messageId: string): Promise<boolean> {
  const where = { action: 'message.edited', targetId: messageId };
  return (await scope.db.activity.findFirst({ where, select: { id: true } })) !== null;
}

async function requireQuotable(tx: ScopedTransaction, conversationId: string, id: string): Promise<void> {
  const quoted = await tx.db.message.findFirst({ where: { id, conversationId }, select: { kind: true } });
  if (!quoted) throw invalidField('quotedMessageId', 'No message of this conversation');
  if (isCall(quoted.kind)) throw invalidField('quotedMessageId', 'A call cannot be quoted');
}

async function requireUnusedMedia(tx: ScopedTransaction, id: string): Promise<MediaFile> {
  const media = await tx.db.mediaFile.findUnique({
    where: { id },
    include: { messages: { select: { id: true } } },
  });
  if (!media) throw invalidField('mediaId', 'No such file');
  if (media.status !== 'READY') throw invalidField('mediaId', 'The file is not there yet');
  if (media.messages.length > 0) throw mediaInUse();
  return media;
}

function kindOf(media: MediaFile | null): MessageKind {
  return media?.kind ?? 'TEXT';
}

function mediaInUse(): Problem {
  return invalidField('mediaId', 'The file belongs to another message already');
}
