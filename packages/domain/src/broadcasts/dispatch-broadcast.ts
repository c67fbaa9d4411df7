import {
  type Broadcast,
  type BroadcastRecipient,
  Prisma,
  type Scope,
  type ScopedTransaction,
} from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import { sharedNow } from '@soul-kg-crm/shared/ids';
import { Problem, type ProblemCode } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { recordActivity } from '../activity/record-activity.ts';
import { answerableSelect, whyUnanswerable } from '../channels/require-answerable.ts';
import { NEW_CHATS_BLOCKED } from '../outbound/claim-message.ts';
import { queueToPhoneIn } from '../outbound/queue-message-to-phone.ts';
import { announce } from '../realtime/announce.ts';
import { getWhatsAppSettings } from '../settings/whatsapp-settings.ts';
import { lockIdleBroadcast } from './lock-broadcast.ts';
import { takeBack } from './take-back.ts';
import { isTooOftenUndelivered, TOO_MANY_UNDELIVERED } from './undelivered.ts';

/** So many of a broadcast's messages wait in the lane at the most: a pause is felt at once, and others get their turn. */
export const BROADCAST_WINDOW = 5;
/** Beside them, so many wait until WhatsApp lets the number write to somebody new: others get theirs meanwhile. */
const MOST_BLOCKED = 50;
/** While nobody knows of so many whether they left, WhatsApp answers nothing: more of them would help nobody. */
const MOST_UNKNOWN = 10;

/**
 * Makes the next messages of a broadcast, as many as there is room for in the lane, with their jobs, all in one
 * transaction: whoever dies in it leaves nothing behind, and two at once take turns by the broadcast's row. Gives how
 * many recipients it took; 0 also where somebody else is at it or nothing is to be done.
 */
export async function dispatchNext(scope: Scope, broadcastId: string): Promise<number> {
  return scope.transaction(async (tx) => {
    const broadcast = await lockIdleBroadcast(tx, broadcastId);
    if (!broadcast || !isUnderWay(broadcast)) return 0;
    const obstacle = await obstacleOf(tx, broadcast.channelId);
    if (obstacle) return stop(tx, broadcast, obstacle);
    const { inLane, blocked, unknown, open } = await countOpen(tx, broadcast);
    const room = Math.min(BROADCAST_WINDOW, MOST_BLOCKED - blocked, MOST_UNKNOWN - unknown) - inLane;
    const recipients = await nextRecipients(tx, broadcastId, room);
    const isStopping = recipients.length > 0 && (await isTooOftenUndelivered(tx, broadcast));
    if (isStopping) return stop(tx, broadcast, TOO_MANY_UNDELIVERED);
    for (const recipient of recipients) await take(tx, broadcast, recipient);
    const isOver = recipients.length === 0 && open === 0;
    if (!isOver && recipients.length === 0) return 0;
    const now = new Date();
    await tx.db.broadcast.update({
      where: { id: broadcastId },
      data: isOver
        ? { status: 'COMPLETED', finishedAt: now }
        : { status: 'IN_PROGRESS', startedAt: broadcast.startedAt ?? now },
    });
    await announce(tx, { kind: 'broadcast.updated', broadcastId });
    return recipients.length;
  });
}

function isUnderWay({ status }: Broadcast): boolean {
  return status === 'PENDING' || status === 'IN_PROGRESS';
}

/** Why it cannot go on now. */
async function obstacleOf(tx: ScopedTransaction, channelId: string): Promise<string | null> {
  const { safety } = await getWhatsAppSettings(tx);
  if (!safety.enableMassSending) return 'MASS_SENDING_OFF';
  const channel = await tx.db.channel.findUnique({ where: { id: channelId }, select: answerableSelect });
  return channel ? whyUnanswerable(channel) : 'CHANNEL_DELETED';
}

/** A number that was deleted does not come back; everything else can be put right, and the broadcast resumed. */
async function stop(tx: ScopedTransaction, { id }: Broadcast, errorCode: string): Promise<number> {
  await takeBack(tx, id);
  const isFinal = errorCode === 'CHANNEL_DELETED';
  await tx.db.broadcast.update({
    where: { id },
    data: {
      status: isFinal ? 'FAILED' : 'PAUSED',
      errorCode,
      updatedAt: sharedNow(),
      ...(isFinal && { finishedAt: new Date() }),
    },
  });
  await announce(tx, { kind: 'broadcast.updated', broadcastId: id });
  await recordActivity(tx, {
    ...{ actorId: null, action: 'broadcast.stopped', targetType: 'broadcast', targetId: id },
    details: { reason: errorCode },
  });
  return 0;
}

const number = z.coerce.number();
const counts = z.tuple([z.object({ in_lane: number, blocked: number, unknown: number, open: number })]);

/**
 * `blocked`: to somebody new, while WhatsApp allows none. `unknown`: an attempt's outcome is. `open`: all that have no end.
 */
async function countOpen(tx: ScopedTransaction, { id, channelId }: Broadcast) {
  const isBlocked = Prisma.sql`(m.status = 'PENDING' AND m.error_code IS NOT DISTINCT FROM ${NEW_CHATS_BLOCKED})`;
  const isUnknown = Prisma.sql`m.status = 'UNCONFIRMED'`;
  const [{ in_lane: inLane, ...others }] = counts.parse(
    await tx.raw(Prisma.sql`
      SELECT count(*) FILTER (WHERE NOT ${isUnknown} AND NOT ${isBlocked}) AS in_lane,
        count(*) FILTER (WHERE ${isBlocked}) AS blocked, count(*) FILTER (WHERE ${isUnknown}) AS unknown,
        count(*) AS open
      FROM messages m JOIN broadcast_recipients r ON r.message_id = m.id
      WHERE m.channel_id = ${channelId}::uuid AND m.stage = 'WAITING' AND r.broadcast_id = ${id}::uuid`),
  );
  return { inLane, ...others };
}

async function nextRecipients(
  tx: ScopedTransaction,
  broadcastId: string,
  room: number,
): Promise<BroadcastRecipient[]> {
  if (room <= 0) return [];
  return tx.db.broadcastRecipient.findMany({
    where: { broadcastId, takenAt: null, errorCode: null },
    orderBy: { position: 'asc' },
    take: room,
  });
}

/** A number that cannot be written to fails by itself, not the broadcast. */
async function take(
  tx: ScopedTransaction,
  broadcast: Broadcast,
  recipient: BroadcastRecipient,
): Promise<void> {
  const { broadcastId, position } = recipient;
  const isReached = await isReachedAsAnother(tx, recipient);
  await tx.db.broadcastRecipient.updateMany({
    where: { broadcastId, position },
    data: isReached ? { errorCode: SAME_CLIENT } : await makeMessage(tx, broadcast, recipient),
  });
}

/** Why a number got no message of its own: whose it is turned out to be one with another recipient. */
const SAME_CLIENT = 'SAME_CLIENT';

/** Two numbers, and one person by now, in whose one chat the text would stand twice. */
async function isReachedAsAnother(
  tx: ScopedTransaction,
  { broadcastId, clientId, position }: BroadcastRecipient,
): Promise<boolean> {
  if (clientId === null) return false;
  const others = { broadcastId, clientId, position: { not: position }, takenAt: { not: null } };
  return (await tx.db.broadcastRecipient.count({ where: others })) > 0;
}

/** Deleted or logged out since it was looked at: no fault of the recipient's, and the next look finds it. */
const OF_THE_CHANNEL = new Set<ProblemCode>(['CHANNEL_DELETED', 'CHANNEL_LOGGED_OUT', 'NOT_FOUND']);

async function makeMessage(
  tx: ScopedTransaction,
  { id, channelId, content, createdById }: Broadcast,
  { phone, position, content: ownContent }: BroadcastRecipient,
) {
  try {
    const messageId = await queueToPhoneIn(tx, {
      to: phone,
      content: ownContent ?? content,
      channelId,
      sender: 'HUMAN',
      senderId: createdById,
      isBulk: true,
      priority: SEND_PRIORITY.normal,
      // Unique in the organisation: the database itself refuses a second message to the same recipient.
      clientMessageId: `broadcast-${id}-${position}`,
    });
    return { messageId, takenAt: new Date() };
  } catch (error) {
    if (error instanceof Problem && !OF_THE_CHANNEL.has(error.code)) return { errorCode: error.code };
    throw error;
  }
}
