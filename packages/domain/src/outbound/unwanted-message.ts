import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { endAsTooLate, lockLateReply } from '../agents/too-late.ts';
import { isUnwantedReply } from '../agents/unwanted-reply.ts';
import { findStoppedBroadcast } from '../broadcasts/stopped-broadcast.ts';
import { freeRecipients } from '../broadcasts/take-back.ts';
import { endAsTakenBack } from './end-as-taken-back.ts';

/**
 * `ends`: it is not to leave any more. `late`: nor is this, and a person is asked to answer instead. `waits`: its broadcast
 * is paused, and makes it anew when it goes on.
 */
export type Unwanted = { kind: 'ends' | 'late' } | { kind: 'waits'; broadcastId: string };

/**
 * Whether what was leaving, and did not leave, is wanted no more: an agent's answer after a person's, or
 * for which it is too late, or a part of a broadcast that was stopped. Asked before anything is locked; it stays so until the transaction ends.
 */
export async function whyUnwanted(tx: ScopedTransaction, messageId: string): Promise<Unwanted | null> {
  if (await isUnwantedReply(tx, messageId)) return { kind: 'ends' };
  if (await lockLateReply(tx, messageId)) return { kind: 'late' };
  const stopped = await findStoppedBroadcast(tx, messageId);
  if (!stopped) return null;
  return stopped.status === 'PAUSED' ? { kind: 'waits', broadcastId: stopped.id } : { kind: 'ends' };
}

/** Ends such a message, held by `lockMessage`; what waits with its broadcast is gone after it. */
export async function endUnwanted(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
  unwanted: Unwanted,
): Promise<MessageStatus> {
  if (unwanted.kind === 'waits') {
    await freeRecipients(tx, unwanted.broadcastId, [message]);
    return 'PENDING';
  }
  if (unwanted.kind === 'late') await endAsTooLate(tx, message);
  else await endAsTakenBack(tx, message);
  return 'FAILED';
}
