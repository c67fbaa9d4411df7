import { queueBulkMessages } from '@soul-kg-crm/domain';
import { problemSentence } from '@soul-kg-crm/shared/problems';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send/bulk */
export const sendBulk = os.whatsapp.sendBulk.handler(async ({ context, input }) => {
  const { messages, channelId, requireConfirmation = true } = input;
  const { brokenOffBy, queued, failed, errors } = await queueBulkMessages(scopeOf(context), {
    messages,
    channelId,
    sender: 'HUMAN',
    senderId: actorOf(context),
    isConfirmed: !requireConfirmation,
  });
  if (brokenOffBy !== undefined) {
    context.api.log.error({ err: brokenOffBy, queued, failed }, 'bulk.broke_off');
  }
  const told = errors.map(({ to, error, params }) => {
    return { to, error, message: params && problemSentence(error, context.language, params) };
  });
  return { success: true as const, queued, failed, errors: told };
});
