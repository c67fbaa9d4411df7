import { type FailedMessageView, listFailedMessages } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { messageFailureSentence } from '../failure-sentences.ts';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /queues/failed-messages */
export const listFailedMessagesRoute = os.queues.listFailedMessages.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listFailedMessages(scopeOf(context), input);
  return { items: items.map((item) => present(item, context.language)), nextCursor };
});

function present(message: FailedMessageView, language: Language) {
  const { id, conversationId, conversation, createdAt, errorCode: code, errorMessage } = message;
  const { channel, client } = conversation;
  return {
    ...{ id, conversationId },
    channel: { id: channel.id, name: channel.name },
    client: { id: client.id, name: client.name },
    createdAt: createdAt.toISOString(),
    error: code === null ? null : { code, message: messageFailureSentence(code, errorMessage, language) },
  };
}
