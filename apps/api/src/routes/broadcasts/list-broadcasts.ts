import { listBroadcasts } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentBroadcast } from './present-broadcast.ts';

/** GET /broadcasts */
export const listBroadcastsRoute = os.broadcasts.list.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listBroadcasts(scopeOf(context), input);
  return { items: items.map((item) => presentBroadcast(item, context.language)), nextCursor };
});
