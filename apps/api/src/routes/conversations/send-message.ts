import { queueMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** POST /conversations/{conversationId}/messages */
export const sendMessageRoute = os.conversations.sendMessage.handler(async ({ context, input }) => {
  const draft = { ...input, sender: 'HUMAN', senderId: actorOf(context) } as const;
  return presentMessage(await queueMessage(scopeOf(context), draft), context.language);
});
