import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { announceStatus } from './announce-status.ts';

/** Ends a message, held by `lockMessage`, that is not tried again by itself. */
export async function endAsFailed(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
  errorCode: string,
): Promise<MessageStatus> {
  await tx.db.message.update({
    where: { id: message.id },
    data: { status: 'FAILED', errorCode, errorMessage: null },
  });
  await announceStatus(tx, message, 'FAILED');
  return 'FAILED';
}
