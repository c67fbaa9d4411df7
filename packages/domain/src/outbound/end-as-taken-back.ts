import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { announceStatus } from './announce-status.ts';

/** Why a message that was taken back did not go. */
export const CANCELLED = 'CANCELLED';

/** Ends a message, held by `lockMessage`, that has not left and is not to leave any more. */
export async function endAsTakenBack(tx: ScopedTransaction, message: Message): Promise<MessageStatus> {
  await tx.db.message.update({
    where: { id: message.id },
    data: { status: 'FAILED', errorCode: CANCELLED, errorMessage: null },
  });
  await announceStatus(tx, message, 'FAILED');
  return 'FAILED';
}
