import { listTags } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /clients/tags */
export const listTagsRoute = os.clients.listTags.handler(async ({ context }) => ({
  items: await listTags(scopeOf(context)),
}));
