import type { Prisma, Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { retryMessage } from '../outbound/retry-message.ts';

/** One call sends so many again: whoever means more has time to see what comes of these. */
const MOST = 100;

/** Of a number through which something can be sent. */
const retryable: Prisma.MessageWhereInput = {
  stage: 'FAILED',
  channel: {
    deletedAt: null,
    OR: [
      { desiredState: 'RUNNING' },
      {
        desiredState: 'STOPPED',
        whatsAppSession: { OR: [{ errorCode: null }, { errorCode: { not: 'LOGGED_OUT' } }] },
      },
    ],
  },
};

/** Sends the newest failed messages again, each as its own retry; `left`: how many can still be retried. */
export async function retryAllFailedMessages(scope: Scope): Promise<{ retried: number; left: number }> {
  const found = await scope.db.message.findMany({
    where: retryable,
    orderBy: { id: 'desc' },
    take: MOST,
    select: { id: true },
  });
  let retried = 0;
  for (const { id } of found) {
    if (await retryOne(scope, id)) retried += 1;
  }
  return { retried, left: await scope.db.message.count({ where: retryable }) };
}

/** False where somebody else did meanwhile, or the number has gone. */
async function retryOne(scope: Scope, messageId: string): Promise<boolean> {
  try {
    await retryMessage(scope, messageId);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
