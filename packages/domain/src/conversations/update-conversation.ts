import type { Prisma, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import type { ConversationStatus } from '@soul-kg-crm/shared/enums';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { endTurn, giveBack, takeOver } from '../agents/agent-state.ts';
import { againWhereMerged } from '../clients/again-where-merged.ts';
import { announce } from '../realtime/announce.ts';
import { findConversation, getConversation } from './get-conversation.ts';
import { markRead } from './mark-read.ts';
import type { ConversationView } from './views.ts';

export interface ConversationChange {
  conversationId: string;
  status?: ConversationStatus | undefined;
  /** Null: nobody's. */
  assigneeId?: string | null | undefined;
  /** true: everything in it is read, or what stands up to `upToMessageId`. */
  isRead?: true | undefined;
  upToMessageId?: string | undefined;
  /** TAKEN_OVER: a person answers from now on; ACTIVE: the agent does again. */
  agentState?: 'ACTIVE' | 'TAKEN_OVER' | undefined;
}

/**
 * Opens, closes, assigns a conversation, marks it read, or says who answers in it: a person or the agent. Of one that became
 * part of another, that other one.
 */
export async function updateConversation(
  scope: Scope,
  change: ConversationChange,
  actorId: string | null,
): Promise<ConversationView> {
  return againWhereMerged(() => scope.transaction((tx) => updateIn(tx, change, actorId)));
}

async function updateIn(
  tx: ScopedTransaction,
  change: ConversationChange,
  actorId: string | null,
): Promise<ConversationView> {
  const before = await findConversation(tx, change.conversationId);
  const conversationId = before.id;
  if (change.assigneeId) await requireMember(tx, change.assigneeId);
  const data = changed(before, change);
  // First of all that is written: see lockAgent.
  await changeWhoAnswers(tx, { ...change, conversationId }, data, actorId);
  if (change.isRead) {
    const { unread, told } = await markRead(tx, conversationId, change.upToMessageId);
    if (unread !== told) data.unreadCount = unread;
  }
  if (Object.keys(data).length === 0) return getConversation(tx, conversationId);
  const { count } = await tx.db.conversation.updateMany({ where: { id: conversationId }, data });
  if (count === 0) throw new Problem('NOT_FOUND');
  await announce(tx, { kind: 'conversation.updated', conversationId });
  await logChange(tx, actorId, before, data);
  return getConversation(tx, conversationId);
}

/** Who closes a conversation has done with it: when the customer comes back, the agent answers first. */
async function changeWhoAnswers(
  tx: ScopedTransaction,
  { conversationId, agentState }: ConversationChange,
  { status }: Changed,
  actorId: string | null,
): Promise<void> {
  if (agentState === 'TAKEN_OVER') await takeOver(tx, conversationId, actorId, actorId === null);
  else if (status === 'CLOSED') await endTurn(tx, conversationId, actorId);
  else if (agentState === 'ACTIVE') await giveBack(tx, conversationId, actorId);
}

type Changed = Pick<Prisma.ConversationUncheckedUpdateInput, 'unreadCount'> & {
  status?: ConversationStatus;
  assigneeId?: string | null;
};

function changed(before: ConversationView, change: ConversationChange): Changed {
  const { status, assigneeId } = change;
  return {
    ...(status !== undefined && status !== before.status && { status }),
    ...(assigneeId !== undefined && assigneeId !== before.assigneeId && { assigneeId }),
  };
}

async function requireMember(tx: ScopedTransaction, userId: string): Promise<void> {
  const member = await tx.db.member.findFirst({ where: { userId }, select: { id: true } });
  if (member) return;
  throw invalidField('assigneeId', 'Nobody of this organisation');
}

async function logChange(
  tx: ScopedTransaction,
  actorId: string | null,
  before: ConversationView,
  data: Changed,
): Promise<void> {
  const { status, assigneeId } = data;
  // That somebody read a conversation is no event worth keeping.
  if (status === undefined && assigneeId === undefined) return;
  await recordActivity(tx, {
    actorId,
    action: 'conversation.updated',
    targetType: 'conversation',
    targetId: before.id,
    details: { ...(status !== undefined && { status }), ...(assigneeId !== undefined && { assigneeId }) },
  });
}
