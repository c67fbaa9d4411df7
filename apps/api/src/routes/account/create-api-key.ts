import { Prisma } from '@soul-kg-crm/database';
import { recordActivity } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentApiKey } from './present-api-key.ts';

const DAY_S = 24 * 60 * 60;

/** POST /api-keys; the only answer that ever holds the key itself. */
export const createApiKey = os.account.createApiKey.handler(async ({ context, input }) => {
  const { userId, name: createdByName } = requireUser(context);
  const scope = scopeOf(context);
  const { organizationId } = scope;
  const { auth, database } = context.api;
  const { name, expiresInDays } = input;
  const { id, key } = await auth.api.createApiKey({
    body: { name, organizationId, userId, ...(expiresInDays && { expiresIn: expiresInDays * DAY_S }) },
  });
  try {
    const stored = await database.system.apikey.findUniqueOrThrow({ where: { id } });
    await scope.transaction(async (tx) => {
      // better-auth keeps the organisation alone with a key that belongs to one.
      await tx.raw(Prisma.sql`UPDATE api_keys SET created_by_id = ${userId}::uuid WHERE id = ${id}::uuid`);
      await recordActivity(tx, {
        ...{ actorId: userId, action: 'api-key.created', targetType: 'api-key', targetId: id },
        // Kept with the entry: a key that is revoked is gone with its name.
        details: { name },
      });
    });
    return { ...presentApiKey({ ...stored, createdBy: { name: createdByName } }), key };
  } catch (error) {
    // better-auth has stored it by itself already: a key that nobody is shown, or that no entry tells of, must not stay.
    await database.system.apikey.deleteMany({ where: { id } });
    throw error;
  }
});
