import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { isUnwantedReply } from '../agents/unwanted-reply.ts';
import { findStoppedBroadcast } from '../broadcasts/stopped-broadcast.ts';
import { freeRecipients } from '../broadcasts/take-back.ts';
import { endAsTakenBack } from './end-as-taken-back.ts';

/** `ends`: it is not to leave any more. `waits`: its broadcast is paused, and makes it anew when it goes on. */
export type Unwanted = { kind: 'ends' } | { kind: 'waits'; broadcastId: string };

/**
 * Whether what was leaving, and did not leave, is wanted no more: an agent's answer after a person's, or a part of a
 * broadcast that was stopped. Asked before anything is locked; it stays so until the transaction ends.
 */
export async function whyUnwanted(tx: ScopedTransaction, messageId: string): Promise<Unwanted | null> {
  if (await isUnwantedReply(tx, messageId)) return { kind: 'ends' };
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
  if (unwanted.kind === 'ends') return endAsTakenBack(tx, message);
  await freeRecipients(tx, unwanted.broadcastId, [message]);
  return 'PENDING';
}
