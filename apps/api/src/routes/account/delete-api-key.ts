import { Prisma } from '@soul-kg-crm/database';
import { recordActivity } from '@soul-kg-crm/domain';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

const gone = z.tuple([z.object({ name: z.string().nullable() })]);

/** DELETE /api-keys/{apiKeyId}; the key stops working at once. */
export const deleteApiKey = os.account.deleteApiKey.handler(async ({ context, input: { apiKeyId } }) => {
  const { userId } = requireUser(context);
  await scopeOf(context).transaction(async (tx) => {
    const rows = await tx.raw(Prisma.sql`
DELETE FROM api_keys WHERE id = ${apiKeyId}::uuid AND reference_id = ${tx.organizationId} RETURNING name`);
    if (rows.length === 0) throw new Problem('NOT_FOUND');
    const [{ name }] = gone.parse(rows);
    await recordActivity(tx, {
      ...{ actorId: userId, action: 'api-key.deleted', targetType: 'api-key', targetId: apiKeyId },
      details: { name },
    });
  });
  return { success: true as const };
});
