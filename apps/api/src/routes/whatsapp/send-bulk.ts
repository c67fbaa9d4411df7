import { queueBulkMessages } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send/bulk */
export const sendBulk = os.whatsapp.sendBulk.handler(async ({ context, input }) => {
  const { messages, channelId, requireConfirmation = true } = input;
  const { brokenOffBy, ...result } = await queueBulkMessages(scopeOf(context), {
    messages,
    channelId,
    sender: 'HUMAN',
    senderId: actorOf(context),
    isConfirmed: !requireConfirmation,
  });
  if (brokenOffBy !== undefined) {
    const { queued, failed } = result;
    context.api.log.error({ err: brokenOffBy, queued, failed }, 'bulk.broke_off');
  }
  return { success: true as const, ...result };
});
