import { getMessage } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentMessage } from './present-message.ts';

/** GET /messages/{messageId} */
export const getMessageRoute = os.conversations.getMessage.handler(async ({ context, input }) =>
  presentMessage(await getMessage(scopeOf(context), input.messageId), context.language),
);
