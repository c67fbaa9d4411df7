import { listRecipients } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentRecipient } from './present-broadcast.ts';

/** GET /broadcasts/{broadcastId}/recipients */
export const listRecipientsRoute = os.broadcasts.listRecipients.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listRecipients(scopeOf(context), input);
  return { items: items.map((item) => presentRecipient(item, context.language)), nextCursor };
});
