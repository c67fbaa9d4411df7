import { queueBulkMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send/bulk */
export const sendBulk = os.whatsapp.sendBulk.handler(async ({ context, input }) => {
  const { messages, requireConfirmation = true } = input;
  const result = await queueBulkMessages(scopeOf(context), {
    messages,
    sender: 'HUMAN',
    senderId: actorOf(context),
    isConfirmed: !requireConfirmation,
  });
  return { success: true as const, ...result };
});
