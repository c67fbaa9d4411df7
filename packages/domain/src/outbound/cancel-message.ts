import type { Message, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { getMessage } from '../conversations/get-message.ts';
import type { MessageView } from '../conversations/views.ts';
import { endAsTakenBack } from './end-as-taken-back.ts';
import { lockMessage } from './lock-message.ts';

/** Takes back a message that has not begun to leave; it stays where it was and can be sent again. */
export async function cancelMessage(
  scope: Scope,
  { messageId, actorId }: { messageId: string; actorId: string | null },
): Promise<MessageView> {
  return scope.transaction(async (tx) => {
    const message = await lockWaiting(tx, messageId);
    await endAsTakenBack(tx, message);
    await recordActivity(tx, {
      ...{ actorId, action: 'message.cancelled', targetType: 'message', targetId: messageId },
    });
    return getMessage(tx, messageId);
  });
}

/** The message, kept from whoever would claim it meanwhile; throws NOT_WAITING once somebody has. */
export async function lockWaiting(tx: ScopedTransaction, messageId: string): Promise<Message> {
  const message = await lockMessage(tx, messageId);
  if (!message) throw new Problem('NOT_FOUND');
  if (message.direction !== 'OUTGOING' || message.status !== 'PENDING') throw new Problem('NOT_WAITING');
  return message;
}
