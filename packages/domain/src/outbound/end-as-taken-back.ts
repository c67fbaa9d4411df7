import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { endAsFailed } from './end-as-failed.ts';

/** Why a message that was taken back did not go. */
export const CANCELLED = 'CANCELLED';

/** Ends a message, held by `lockMessage`, that has not left and is not to leave any more. */
export async function endAsTakenBack(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'conversationId'>,
): Promise<MessageStatus> {
  return endAsFailed(tx, message, CANCELLED);
}
