import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { announceStatus } from './announce-status.ts';
import { CANCELLED } from './cancel-message.ts';

/** An agent's answer that was leaving when a person took over, and did not leave: it shall not any more. */
export async function endAsTakenBack(tx: ScopedTransaction, message: Message): Promise<MessageStatus> {
  await tx.db.message.update({
    where: { id: message.id },
    data: { status: 'FAILED', errorCode: CANCELLED, errorMessage: null },
  });
  await announceStatus(tx, message, 'FAILED');
  return 'FAILED';
}
