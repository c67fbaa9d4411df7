import {
  type Activity,
  type Conversation,
  Prisma,
  type Scope,
  type ScopedTransaction,
} from '@soul-kg-crm/database';
import { agentState, clientStatus, conversationStatus } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { formatPhoneNumber } from '@soul-kg-crm/shared/whatsapp-id';
import * as z from 'zod';
import { type ActivityEntry, recordActivity } from '../activity/record-activity.ts';
import { moveTurn } from '../agents/schedule-turn.ts';
import { findOrCreateConversation } from '../conversations/find-or-create-conversation.ts';
import { refreshPreview } from '../conversations/refresh-preview.ts';
import { announce } from '../realtime/announce.ts';
import { type ClientView, findClient, getClient } from './clients.ts';
import { lockConversationsOf } from './lock-client.ts';
import { type Addresses, ownChat, restoreAddresses } from './restore-addresses.ts';

/** What mergeClients wrote into the activity log. */
const mergeDetails = z.object({
  from: z.object({
    id: z.string(),
    name: z.string(),
    nameIsManual: z.boolean(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    status: clientStatus,
    language: z.string().nullable(),
    notes: z.string(),
    tags: z.array(z.string()),
  }),
  /** How the one that remained was called, where it took the other one's name. */
  intoBefore: z.object({ name: z.string(), nameIsManual: z.boolean() }).optional(),
  createdAt: z.coerce.date(),
  identities: z.array(z.object({ kind: z.enum(['PHONE', 'WHATSAPP_LID']), value: z.string() })),
  conversations: z.array(
    z.object({
      id: z.string(),
      channelId: z.string(),
      providerChatId: z.string(),
      /** Merges of earlier versions did not keep it. */
      state: z
        .object({
          status: conversationStatus,
          /** Nor whose it was. */
          assigneeId: z.string().nullable().optional(),
          agentState,
          agentStateAt: z.coerce.date().nullable(),
          agentStateById: z.string().nullable(),
          agentStateReason: z.string().nullable(),
        })
        .optional(),
    }),
  ),
  messageIds: z.array(z.string()),
});
/** What undoMerge wrote there. */
const undoneDetails = z.object({ mergeId: z.string() });

type MergeDetails = z.infer<typeof mergeDetails>;

export interface ClientMerge {
  mergeId: string;
  /** Who the other one was. */
  name: string;
  phone: string | null;
  mergedAt: Date;
}

/**
 * The merges by which others became part of a client and that can still be undone, newest first. Whoever still shows a
 * client that became part of another is told of that other one's, as by findClient.
 */
export async function listMerges(scope: Scope, id: string): Promise<ClientMerge[]> {
  const { id: clientId } = await findClient(scope, id);
  const logs = await scope.db.activity.findMany({
    where: { action: 'client.merged', targetId: clientId },
    orderBy: { id: 'desc' },
  });
  const undone = await undoneMergeIds(scope, clientId);
  const open = logs.filter(({ id }) => !undone.has(id));
  return open.map(({ id: mergeId, details, createdAt: mergedAt }) => {
    const { name, phone } = mergeDetails.parse(details).from;
    return { mergeId, name, phone, mergedAt };
  });
}

/** Which merges into a client were taken back. Who came back may have become part of another since: the log alone knows. */
async function undoneMergeIds({ db }: Pick<Scope, 'db'>, clientId: string): Promise<Set<string>> {
  const logs = await db.activity.findMany({
    where: { action: 'client.merge_undone', targetId: clientId },
    select: { details: true },
  });
  return new Set(logs.map(({ details }) => undoneDetails.parse(details).mergeId));
}

/**
 * Takes a merge back: the other client is there again with its ids, conversations and messages; what was written since
 * stays with the one that remained. The two are not merged again by themselves.
 */
export async function undoMerge(
  scope: Scope,
  { clientId, mergeId }: { clientId: string; mergeId: string },
  actorId: string | null,
): Promise<ClientView> {
  const restoredId = await scope.transaction(async (tx) => {
    await tx.lock('clients');
    // Who became part of another is no client any more: that merge is to be taken back first.
    await getClient(tx, clientId);
    const log = await tx.db.activity.findFirst({
      where: { id: mergeId, action: 'client.merged', targetId: clientId },
    });
    if (!log) throw new Problem('NOT_FOUND');
    const details = mergeDetails.parse(log.details);
    if ((await undoneMergeIds(tx, clientId)).has(mergeId)) throw new Problem('MERGE_UNDONE');
    await restore(tx, clientId, details);
    await recordActivity(tx, undone(log, details.from.id, actorId));
    await announce(
      tx,
      { kind: 'client.updated', clientId },
      { kind: 'client.updated', clientId: details.from.id },
    );
    return details.from.id;
  });
  return getClient(scope, restoredId);
}

function undone(log: Activity, restoredId: string, actorId: string | null): ActivityEntry {
  const details = { mergeId: log.id, restoredId };
  return {
    actorId,
    action: 'client.merge_undone',
    targetType: 'client',
    targetId: log.targetId ?? '',
    details,
  };
}

async function restore(tx: ScopedTransaction, clientId: string, details: MergeDetails): Promise<void> {
  const { from, intoBefore, createdAt, identities, conversations, messageIds } = details;
  // The client first, as everybody does.
  if (intoBefore) {
    const { name, nameIsManual } = from;
    await tx.db.client.updateMany({ where: { id: clientId, name, nameIsManual }, data: intoBefore });
  }
  // A message that is just being written is waited for: it is counted, and by nobody else any more.
  await lockConversationsOf(tx, [clientId], clientId);
  await tx.db.client.create({
    data: { organizationId: tx.organizationId, ...from, phone: null, createdAt },
  });
  for (const { kind, value } of identities) {
    await tx.db.clientIdentity.updateMany({ where: { clientId, kind, value }, data: { clientId: from.id } });
  }
  const addresses = await restoreAddresses(tx, from);
  const undo = { clientId, restoredId: from.id, messageIds, addresses };
  for (const conversation of conversations) await restoreConversation(tx, undo, conversation);
}

interface Undo {
  clientId: string;
  restoredId: string;
  /** What was the restored client's before the merge. */
  messageIds: string[];
  addresses: Addresses;
}

async function restoreConversation(
  tx: ScopedTransaction,
  undo: Undo,
  { id, channelId, providerChatId: chatBefore, state }: MergeDetails['conversations'][number],
): Promise<void> {
  const { clientId, restoredId: owner } = undo;
  const providerChatId = ownChat(chatBefore, undo.addresses);
  // Where the other client had none on this channel, the conversation itself went over.
  const whole = await tx.db.conversation.findFirst({ where: { id, clientId } });
  // Under its own id: addresses that people kept lead to it again.
  if (whole) await tx.db.conversation.update({ where: { id }, data: { clientId: owner, providerChatId } });
  else {
    const data = { id, channelId, clientId: owner, providerChatId, ...state };
    await tx.db.conversation.create({ data });
  }
  const staying = whole
    ? await leaveNewer(tx, undo, whole)
    : await tx.db.conversation.findFirst({ where: { channelId, clientId } });
  if (staying && !whole) await takeOut(tx, undo, staying.id, id);
  if (staying) await writeToItself(tx, staying, [chatBefore, providerChatId]);
  for (const conversationId of staying ? [staying.id, id] : [id]) {
    await refreshPreview(tx, conversationId, await unreadIn(tx, conversationId));
    await announce(tx, { kind: 'conversation.updated', conversationId });
  }
}

/** What was written since the merge stays with the client that remained, in a conversation of its own; null for nothing. */
async function leaveNewer(
  tx: ScopedTransaction,
  { clientId, messageIds }: Undo,
  { id, channelId, providerChatId: chatId }: Conversation,
): Promise<Conversation | null> {
  const newer = Prisma.sql`organization_id = ${tx.organizationId}::uuid AND conversation_id = ${id}::uuid
    AND id <> ALL(${messageIds}::uuid[])`;
  const found = await tx.raw(Prisma.sql`SELECT id FROM messages WHERE ${newer} LIMIT 1`);
  if (found.length === 0) return null;
  const staying = await findOrCreateConversation(tx, { channelId, clientId, chatId });
  await tx.raw(Prisma.sql`UPDATE messages SET conversation_id = ${staying.id}::uuid WHERE ${newer}`);
  await moveTurn(tx, id, staying.id);
  await tx.db.agentTurn.deleteMany({ where: { conversationId: id } });
  return staying;
}

async function takeOut(
  tx: ScopedTransaction,
  { messageIds }: Undo,
  fromId: string,
  intoId: string,
): Promise<void> {
  await tx.raw(Prisma.sql`
    UPDATE messages SET conversation_id = ${intoId}::uuid
    WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${fromId}::uuid
      AND id = ANY(${messageIds}::uuid[])`);
}

/** A conversation that was last written to from the chat of the restored client is answered in its own again. */
async function writeToItself(
  tx: ScopedTransaction,
  { id, clientId, providerChatId }: Conversation,
  othersChatIds: string[],
): Promise<void> {
  if (!othersChatIds.includes(providerChatId)) return;
  const { phone } = await tx.db.client.findUniqueOrThrow({ where: { id: clientId } });
  if (!phone) return;
  await tx.db.conversation.update({ where: { id }, data: { providerChatId: formatPhoneNumber(phone) } });
}

/** An incoming message is PENDING until somebody has seen it. */
function unreadIn(tx: ScopedTransaction, conversationId: string): Promise<number> {
  return tx.db.message.count({ where: { conversationId, direction: 'INCOMING', status: 'PENDING' } });
}
