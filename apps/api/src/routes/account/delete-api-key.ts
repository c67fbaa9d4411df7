import { recordActivity } from '@soul-kg-crm/domain';
import { Problem } from '@soul-kg-crm/shared/problems';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

/** DELETE /api-keys/{apiKeyId}; the key stops working at once. */
export const deleteApiKey = os.account.deleteApiKey.handler(async ({ context, input }) => {
  const { userId } = requireUser(context);
  const scope = scopeOf(context);
  const { apikey } = context.api.database.system;
  const where = { id: input.apiKeyId, referenceId: scope.organizationId };
  const key = await apikey.findFirst({ where, select: { name: true } });
  const { count } = await apikey.deleteMany({ where });
  if (!key || count === 0) throw new Problem('NOT_FOUND');
  await scope.transaction((tx) =>
    recordActivity(tx, {
      actorId: userId,
      action: 'api-key.deleted',
      targetType: 'api-key',
      targetId: input.apiKeyId,
      details: { name: key.name },
    }),
  );
  return { success: true as const };
});
