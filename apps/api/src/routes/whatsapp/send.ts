import { queueMessageToPhone } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send */
export const send = os.whatsapp.send.handler(async ({ context, input }) => {
  const { to, content, conversationId, channelId, clientMessageId } = input;
  const message = await queueMessageToPhone(scopeOf(context), {
    ...{ to, content, conversationId, channelId, clientMessageId },
    sender: 'HUMAN',
    senderId: actorOf(context),
  });
  return {
    success: true as const,
    messageId: message.id,
    conversationId: message.conversationId,
    status: message.status,
  };
});
