import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { apiKeyInclude, presentApiKey } from './present-api-key.ts';

/** GET /api-keys; an organisation has few, so there is one page. */
export const listApiKeys = os.account.listApiKeys.handler(async ({ context }) => {
  requireUser(context);
  const { organizationId } = scopeOf(context);
  const keys = await context.api.database.system.apikey.findMany({
    where: { referenceId: organizationId },
    include: apiKeyInclude,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return { items: keys.map(presentApiKey), nextCursor: null };
});
