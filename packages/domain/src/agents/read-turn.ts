import type { Message, Scope } from '@soul-kg-crm/database';
import type { AgentSettings } from '@soul-kg-crm/shared/settings';
import { answerableSelect, whyUnanswerable } from '../channels/require-answerable.ts';
import { written } from '../inbound/written.ts';
import { getAgentSettings } from '../settings/agent-settings.ts';
import type { AgentClient, AgentContext, AgentMessage } from './agent.ts';
import { isTooLate } from './too-late.ts';

/** A turn that a worker has taken. */
export interface ClaimedTurn {
  organizationId: string;
  conversationId: string;
  claimId: string;
  generation: number;
  /** This one included. */
  attempts: number;
}

export type TurnContext = Omit<AgentContext, 'signal' | 'at' | 'client'> & {
  client: Pick<AgentClient, 'id' | 'name' | 'language' | 'status'> & { phone: string | null };
  settings: AgentSettings & { agentType: string };
  upToMessageId: string;
};

const RECENT = 30;

/**
 * What an agent is to be told of a turn; null when nobody is to answer any more. What was deleted at WhatsApp was taken back,
 * and is not told.
 */
export async function readTurn({ db }: Scope, turn: ClaimedTurn): Promise<TurnContext | null> {
  const { organizationId, conversationId } = turn;
  const open = await db.agentTurn.findFirst({ where: stillOpen(turn) });
  const settings = await getAgentSettings({ db });
  const { agentType } = settings;
  const conversation = await db.conversation.findUnique({
    where: { id: conversationId },
    include: {
      client: { select: { id: true, name: true, language: true, status: true, phone: true } },
      channel: { select: answerableSelect },
    },
  });
  if (!open || !conversation || agentType === null || conversation.agentState !== 'ACTIVE') return null;
  if (isTooLate(open) || whyUnanswerable(conversation.channel)) return null;
  const { firstMessageId, upToMessageId } = open;
  const newest = await db.message.findMany({
    where: { conversationId, revokedAt: null, id: { lte: upToMessageId } },
    orderBy: { id: 'desc' },
    take: RECENT,
  });
  const batch = await db.message.findMany({
    where: {
      ...{ conversationId, direction: 'INCOMING', revokedAt: null, ...written },
      id: { gte: firstMessageId, lte: upToMessageId },
    },
    orderBy: { id: 'asc' },
  });
  if (batch.length === 0) return null;
  return {
    ...{ organizationId, conversationId, upToMessageId },
    client: conversation.client,
    batch: batch.map(describe),
    recent: newest.reverse().map(describe),
    settings: { ...settings, agentType },
  };
}

/** Whether an answer to this turn is still wanted. */
export async function isTurnOpen({ db }: Scope, turn: ClaimedTurn): Promise<boolean> {
  return (await db.agentTurn.findFirst({ where: stillOpen(turn), select: { generation: true } })) !== null;
}

/** The turn as it was when it was taken: not taken by another, and nothing has come since. */
export function stillOpen({ conversationId, claimId, generation }: ClaimedTurn) {
  return { conversationId, claimId, generation };
}

function describe(message: Message): AgentMessage {
  const { id, direction, sender, senderId, kind, content, clientReaction: reaction, createdAt } = message;
  return { id, direction, sender, senderId, kind, content, reaction, at: createdAt };
}
