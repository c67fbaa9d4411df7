import type { Message, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { askPersonInstead } from '../agents/answer-not-sent.ts';
import { announceStatus } from './announce-status.ts';
import { lockMessage } from './lock-message.ts';
import { newSendKey } from './send-key.ts';
import { endUnwanted, whyUnwanted } from './unwanted-message.ts';

/** Why a message of a deleted number did not go. */
export const CHANNEL_DELETED = 'CHANNEL_DELETED';
/** It may have left, and nobody can look any more: the number was deleted, or the phone is another one by now. */
export const OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN';

/** After so many attempts that certainly did not send it, a message is given up. */
export const MAX_SEND_ATTEMPTS = 3;

export interface SendFailureReport {
  /** `permanent`: refused, and will be again. `notSent`: certainly did not leave. `unknown`: may have left. */
  failure: 'permanent' | 'notSent' | 'unknown';
  code: string;
  message: string;
  /** The channel was away: no fault of this message's, so the attempt is not counted. */
  isChannelAway?: boolean;
  /** It did not leave, but its key cannot be used again. */
  isRefusedKey?: boolean;
  /** The attempt that is told of: of one that is not the last any more, nothing is taken for certain. */
  attempt?: number;
}

/** Notes that a claimed message was not, or perhaps not, sent; gives the status it has now. */
export async function recordFailure(
  scope: Scope,
  messageId: string,
  report: SendFailureReport,
): Promise<MessageStatus> {
  return scope.transaction(async (tx) => {
    const unwanted = report.failure === 'notSent' ? await whyUnwanted(tx, messageId) : null;
    const message = await lockMessage(tx, messageId);
    if (!message) return 'FAILED';
    // Meanwhile an echo or an ack may have told that it arrived: that outweighs a lost answer.
    if (message.status !== 'SENDING' && message.status !== 'UNCONFIRMED') return message.status;
    if (isOutdated(message, report)) return message.status;
    if (await isOfDeletedChannel(tx, message.channelId)) return endWithChannel(tx, message, report);
    if (unwanted) return endUnwanted(tx, message, unwanted);
    const status = statusAfterFailure(report, message.attempts - message.reclaims);
    await tx.db.message.update({
      where: { id: messageId },
      data: {
        status,
        // WhatsApp has the refused one under its key: the next attempt is another message.
        ...(report.isRefusedKey && { sendKey: newSendKey() }),
        ...(report.isChannelAway && report.failure === 'notSent' && { attempts: { decrement: 1 } }),
        errorCode: status === 'PENDING' && !report.isRefusedKey ? null : report.code,
        errorMessage: status === 'PENDING' ? null : report.message,
      },
    });
    if (status !== message.status) await announceStatus(tx, message, status);
    if (status === 'FAILED') await askPersonInstead(tx, message);
    return status;
  });
}

/** A worker that slept told too late: another one is sending the message by now. */
function isOutdated({ attempts }: Message, { failure, attempt = attempts }: SendFailureReport): boolean {
  return failure !== 'unknown' && attempt !== attempts;
}

async function isOfDeletedChannel(tx: ScopedTransaction, id: string): Promise<boolean> {
  const where = { id, deletedAt: { not: null } };
  return (await tx.db.channel.findFirst({ where, select: { id: true } })) !== null;
}

/** Nobody sends through a deleted number, or looks there: what is open now would be open for ever. */
async function endWithChannel(
  tx: ScopedTransaction,
  message: Message,
  { failure, code, message: errorMessage }: SendFailureReport,
): Promise<MessageStatus> {
  const codes = { permanent: code, notSent: CHANNEL_DELETED, unknown: OUTCOME_UNKNOWN };
  await tx.db.message.update({
    where: { id: message.id },
    data: { status: 'FAILED', errorCode: codes[failure], errorMessage },
  });
  await announceStatus(tx, message, 'FAILED');
  return 'FAILED';
}

/** What becomes of a message after a failed attempt; `attempts` counts this one, and none of which nobody knows how it ended. */
export function statusAfterFailure(report: SendFailureReport, attempts: number): MessageStatus {
  if (report.failure === 'permanent') return 'FAILED';
  if (report.failure === 'unknown') return 'UNCONFIRMED';
  return report.isChannelAway || attempts < MAX_SEND_ATTEMPTS ? 'PENDING' : 'FAILED';
}
