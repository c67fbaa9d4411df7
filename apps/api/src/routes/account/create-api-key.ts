import { recordActivity } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentApiKey } from './present-api-key.ts';

/** POST /api-keys; the only answer that ever holds the key itself. */
export const createApiKey = os.account.createApiKey.handler(async ({ context, input }) => {
  const { userId } = requireUser(context);
  const scope = scopeOf(context);
  const { organizationId } = scope;
  const created = await context.api.auth.api.createApiKey({
    body: { name: input.name, organizationId, userId },
  });
  await scope.transaction((tx) =>
    recordActivity(tx, {
      actorId: userId,
      action: 'api-key.created',
      targetType: 'api-key',
      targetId: created.id,
    }),
  );
  return { ...presentApiKey(created), key: created.key };
});
