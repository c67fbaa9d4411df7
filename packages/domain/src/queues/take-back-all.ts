import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { recordActivity } from '../activity/record-activity.ts';
import { lockAllAgents } from '../agents/agent-lock.ts';
import { ANSWER_TAKEN_BACK, handOverAll } from '../agents/hand-over.ts';
import { takeBackWaiting } from '../agents/take-back-waiting.ts';
import { announce } from '../realtime/announce.ts';

/** No program with a key did it, as nobody's name says otherwise. */
const BY_PRODUCT = { by: 'product' };

/** What was stopped before it could leave. */
export interface TakenBack {
  messages: number;
  broadcasts: number;
  turns: number;
}

/**
 * Lets nothing leave that an organisation's database still takes for waiting, since after a restore it may have left long
 * ago: messages stay as not sent, broadcasts are paused, agents forget whom they were to answer, and people are asked to do
 * so. A broadcast's messages stay as well, unlike where it is paused by hand, so that going on with it does not make them again.
 */
export async function takeBackAll(scope: Scope): Promise<TakenBack> {
  return scope.transaction(async (tx) => {
    await lockAllAgents(tx);
    const broadcasts = await pauseAll(tx);
    const channels = await tx.db.channel.findMany({ select: { id: true } });
    let messages = 0;
    for (const { id } of channels) messages += await takeBackOn(tx, id);
    const turns = await endTurns(tx);
    await announce(tx, { kind: 'queues.updated', organizationId: tx.organizationId });
    return { messages, broadcasts, turns };
  });
}

async function pauseAll(tx: ScopedTransaction): Promise<number> {
  const paused = await tx.db.broadcast.updateManyAndReturn({
    where: { status: { in: ['PENDING', 'IN_PROGRESS'] } },
    data: { status: 'PAUSED' },
    select: { id: true },
  });
  for (const { id } of paused) {
    await announce(tx, { kind: 'broadcast.updated', broadcastId: id });
    await recordActivity(tx, {
      ...{ actorId: null, action: 'broadcast.paused', targetType: 'broadcast', targetId: id },
      details: BY_PRODUCT,
    });
  }
  return paused.length;
}

async function takeBackOn(tx: ScopedTransaction, channelId: string): Promise<number> {
  const count = await takeBackWaiting(tx, Prisma.sql`channel_id = ${channelId}::uuid`);
  if (count === 0) return 0;
  await recordActivity(tx, {
    ...{ actorId: null, action: 'messages.taken_back', targetType: 'channel', targetId: channelId },
    details: { count, ...BY_PRODUCT },
  });
  return count;
}

async function endTurns(tx: ScopedTransaction): Promise<number> {
  const turns = await tx.db.agentTurn.findMany({ select: { conversationId: true } });
  await tx.db.agentTurn.deleteMany();
  const unanswered = turns.map(({ conversationId }) => conversationId);
  await handOverAll(tx, unanswered, ANSWER_TAKEN_BACK);
  return turns.length;
}
