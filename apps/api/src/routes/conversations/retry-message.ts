import { retryMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** POST /messages/{messageId}/retry */
export const retryMessageRoute = os.conversations.retryMessage.handler(async ({ context, input }) =>
  presentMessage(await retryMessage(scopeOf(context), input.messageId), context.language),
);
