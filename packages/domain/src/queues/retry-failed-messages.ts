import type { Prisma, Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { saidByAgent } from '../agents/agent-notice.ts';
import { GIVEN_UP } from '../outbound/claim-message.ts';
import { openFailure } from '../outbound/open-failure.ts';
import { OUTCOME_UNKNOWN } from '../outbound/record-failure.ts';
import { retryMessage } from '../outbound/retry-message.ts';
import { getWhatsAppSettings } from '../settings/whatsapp-settings.ts';
import { recordMessages } from './record-messages.ts';

/** One call sends so many again: whoever means more has time to see what comes of these. */
const MOST = 100;

/** What failed before is no news to anybody any more: whoever still means it sends it by itself. */
const RETRYABLE_MS = 7 * 86_400_000;
/** Nothing about these changes by itself: sent again, they fail again. */
const FAILS_AGAIN = [
  ...['NOT_ON_WHATSAPP', 'INVALID_PHONE', 'MEDIA_MISSING', 'RECIPIENT_BLOCKED'],
  // What stands at messages from before RECIPIENT_BLOCKED.
  'BLOCKED',
];
/** The client may have it already, or it ended the page each time: whoever sends it again has looked before. */
const NEEDS_A_LOOK = [OUTCOME_UNKNOWN, GIVEN_UP];

/** Of a number through which something can be sent; what somebody took back or put aside stays where it is. */
const retryable = {
  stage: 'FAILED',
  AND: [
    openFailure,
    { OR: [{ errorCode: null }, { errorCode: { notIn: [...FAILS_AGAIN, ...NEEDS_A_LOOK] } }] },
    // By now an agent's words may be out of place, and somebody has answered.
    { NOT: saidByAgent },
  ],
  conversation: {
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
  },
} satisfies Prisma.MessageWhereInput;

const ofNoBroadcast = { broadcast: null } satisfies Prisma.MessageWhereInput;
const ofBroadcastThatGoesOn = {
  broadcast: { broadcast: { status: { notIn: ['CANCELLED', 'PAUSED'] } } },
} satisfies Prisma.MessageWhereInput;

/** Bulk goes again only where bulk may go at all, and not where somebody stopped it. */
async function retryableNow(scope: Scope): Promise<Prisma.MessageWhereInput> {
  const { safety } = await getWhatsAppSettings(scope);
  const updatedAt = { gte: new Date(Date.now() - RETRYABLE_MS) };
  if (!safety.enableMassSending) return { ...retryable, updatedAt, ...ofNoBroadcast };
  return { ...retryable, updatedAt, OR: [ofNoBroadcast, ofBroadcastThatGoesOn] };
}

/**
 * Sends the newest failed messages again, the oldest of them first, each as its own retry; `left`: how many can still be
 * retried. Not what somebody took back or put aside, nor what an agent said, what would fail again, may have left or failed
 * long ago, nor of a broadcast that is stopped or may not be sent any more: who means these sends them one by one.
 */
export async function retryAllFailedMessages(
  scope: Scope,
  actorId: string | null,
): Promise<{ retried: number; left: number }> {
  const where = await retryableNow(scope);
  const found = await scope.db.message.findMany({
    where,
    orderBy: { id: 'desc' },
    take: MOST,
    select: { id: true },
  });
  let retried = 0;
  // Who wrote in parts is read in their order; the lane keeps that of the jobs.
  for (const { id } of found.toReversed()) {
    if (await retryOne(scope, id)) retried += 1;
  }
  if (retried > 0) await scope.transaction((tx) => recordMessages(tx, 'messages.retried', actorId, retried));
  return { retried, left: await scope.db.message.count({ where }) };
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
