import { type Client, type Conversation, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { type ActivityEntry, recordActivity } from '../activity/record-activity.ts';
import { moveTurn } from '../agents/schedule-turn.ts';
import { announce } from '../realtime/announce.ts';
import { isNameless } from './learn-about-client.ts';
import { lockConversationsOf } from './lock-client.ts';

/**
 * Two clients turned out to be one person: everything of `from` moves to `into`, and `from` goes. The activity log keeps
 * what `from` was and which rows were its, so that a merge can be undone. Gives the client as it is afterwards.
 */
export async function mergeClients(tx: ScopedTransaction, from: Client, into: Client): Promise<Client> {
  await lockRows(tx, from.id, into.id);
  const log = await describe(tx, from, into);
  const conversations = await tx.db.conversation.findMany({ where: { clientId: from.id } });
  for (const conversation of conversations) await moveConversation(tx, conversation, into.id);
  await tx.db.clientIdentity.updateMany({ where: { clientId: from.id }, data: { clientId: into.id } });
  await tx.db.broadcastRecipient.updateMany({ where: { clientId: from.id }, data: { clientId: into.id } });
  const merged = await tx.db.client.update({ where: { id: into.id }, data: combined(from, into) });
  await tx.db.client.delete({ where: { id: from.id } });
  await recordActivity(tx, log);
  await announce(
    tx,
    { kind: 'client.updated', clientId: into.id },
    { kind: 'client.updated', clientId: from.id },
  );
  return merged;
}

/**
 * The clients first, as everybody does. Conversations that are just being begun hold the client's row by their foreign key:
 * they are waited for and then moved as well. Without this, deleting would take a message with it that came a moment ago.
 */
async function lockRows(tx: ScopedTransaction, fromId: string, intoId: string): Promise<void> {
  await tx.raw(Prisma.sql`
    SELECT id FROM clients
    WHERE organization_id = ${tx.organizationId}::uuid AND id = ANY(${[fromId, intoId]}::uuid[])
    ORDER BY id FOR UPDATE`);
  await lockConversationsOf(tx, [fromId, intoId], fromId);
}

async function moveConversation(
  tx: ScopedTransaction,
  conversation: Conversation,
  clientId: string,
): Promise<void> {
  const { id, channelId } = conversation;
  const other = await tx.db.conversation.findFirst({ where: { channelId, clientId } });
  if (!other) {
    await tx.db.conversation.update({ where: { id }, data: { clientId } });
    await announce(tx, { kind: 'conversation.updated', conversationId: id });
    return;
  }
  await tx.db.message.updateMany({
    where: { conversationId: id },
    data: { conversationId: other.id },
  });
  await tx.db.conversation.update({ where: { id: other.id }, data: joined(conversation, other) });
  await moveTurn(tx, id, other.id);
  await tx.db.conversation.delete({ where: { id } });
  await announce(
    tx,
    { kind: 'conversation.updated', conversationId: other.id },
    { kind: 'conversation.updated', conversationId: id },
  );
}

function joined(from: Conversation, into: Conversation): Prisma.ConversationUncheckedUpdateInput {
  const newest = (from.lastMessageId ?? '') > (into.lastMessageId ?? '') ? from : into;
  return {
    status: from.status === 'OPEN' || into.status === 'OPEN' ? 'OPEN' : 'CLOSED',
    assigneeId: into.assigneeId ?? from.assigneeId,
    // Where a person answers in either of them, none of the two is an agent's.
    ...(into.agentState === 'ACTIVE' && {
      agentState: from.agentState,
      agentStateAt: from.agentStateAt,
      agentStateById: from.agentStateById,
      agentStateReason: from.agentStateReason,
    }),
    unreadCount: from.unreadCount + into.unreadCount,
    lastMessageId: newest.lastMessageId,
    lastMessageAt: newest.lastMessageAt,
    lastMessagePreview: newest.lastMessagePreview,
    lastMessageKind: newest.lastMessageKind,
    lastMessageDirection: newest.lastMessageDirection,
    lastMessageStatus: newest.lastMessageStatus,
    clientReaction: newest.clientReaction,
    clientReactionTo: newest.clientReactionTo,
  };
}

/** Whether the one that remains is called as the other one was: by a colleague, or at all. */
function takesName(from: Client, into: Client): boolean {
  if (from.nameIsManual) return !into.nameIsManual;
  return isNameless(into) && !isNameless(from);
}

/** What a colleague wrote about either of them stays. */
function combined(from: Client, into: Client): Prisma.ClientUncheckedUpdateInput {
  const { name, nameIsManual } = from;
  return {
    ...(takesName(from, into) && { name, nameIsManual }),
    ...(into.status === 'NEW_LEAD' && { status: from.status }),
    email: into.email ?? from.email,
    language: into.language ?? from.language,
    avatarUrl: into.avatarUrl ?? from.avatarUrl,
    notes: [into.notes, from.notes].filter(Boolean).join('\n\n'),
    tags: [...new Set([...into.tags, ...from.tags])],
  };
}

async function describe(tx: ScopedTransaction, from: Client, into: Client): Promise<ActivityEntry> {
  const where = { clientId: from.id };
  const identities = await tx.db.clientIdentity.findMany({ where });
  const conversations = await tx.db.conversation.findMany({ where });
  const messages = await tx.db.message.findMany({ where: { conversation: where }, select: { id: true } });
  const { name, nameIsManual, phone, email, status, language, notes, tags, createdAt } = from;
  return {
    actorId: null,
    action: 'client.merged',
    targetType: 'client',
    targetId: into.id,
    details: {
      from: { id: from.id, name, nameIsManual, phone, email, status, language, notes, tags },
      ...(takesName(from, into) && { intoBefore: { name: into.name, nameIsManual: into.nameIsManual } }),
      createdAt: createdAt.toISOString(),
      identities: identities.map(({ kind, value }) => ({ kind, value })),
      conversations: conversations.map(kept),
      messageIds: messages.map(({ id }) => id),
    },
  };
}

/** What a conversation was, as undoMerge reads it. */
function kept(conversation: Conversation) {
  const { id, channelId, providerChatId, status, assigneeId } = conversation;
  const { agentState, agentStateAt, agentStateById, agentStateReason } = conversation;
  const agent = {
    ...{ agentState, agentStateById, agentStateReason },
    agentStateAt: agentStateAt?.toISOString() ?? null,
  };
  return { id, channelId, providerChatId, state: { status, assigneeId, ...agent } };
}
