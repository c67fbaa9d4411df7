import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { requireAnswerable } from '../channels/require-answerable.ts';
import { getMessage } from '../conversations/get-message.ts';
import type { MessageView } from '../conversations/views.ts';
import { announceStatus } from './announce-status.ts';
import { newSendKey } from './send-key.ts';
import { sendMessageJob } from './send-message-job.ts';

/** Sends a failed message again, as a new attempt under a new send key. */
export async function retryMessage(scope: Scope, messageId: string): Promise<MessageView> {
  return scope.transaction(async (tx) => {
    const message = await getMessage(tx, messageId);
    await requireAnswerable(tx, message.channelId);
    const { count } = await tx.db.message.updateMany({
      where: { id: messageId, stage: 'FAILED' },
      data: {
        status: 'PENDING',
        attempts: 0,
        reclaims: 0,
        sendKey: newSendKey(),
        providerMessageId: null,
        claimedAt: null,
        adoptedAt: new Date(),
        sentAt: null,
        errorCode: null,
        errorMessage: null,
        dismissedAt: null,
      },
    });
    if (count === 0) throw new Problem('NOT_RETRYABLE');
    const { organizationId } = tx;
    await tx.outbox.job(sendMessageJob(organizationId, message));
    await announceStatus(tx, message, 'PENDING');
    return getMessage(tx, messageId);
  });
}
