import { listMerges } from '@soul-kg-crm/domain';
import { mergeId } from '@soul-kg-crm/shared/ids';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /clients/{clientId}/merges */
export const listMergesRoute = os.clients.listMerges.handler(async ({ context, input }) => {
  const merges = await listMerges(scopeOf(context), input.clientId);
  return {
    items: merges.map(({ mergeId: id, name, phone, mergedAt }) => ({
      id: mergeId.parse(id),
      name,
      phone,
      mergedAt: mergedAt.toISOString(),
    })),
  };
});
