import { getOverview } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /overview */
export const overview = os.overview.get.handler(({ context, input: { startOfDay } }) =>
  getOverview(scopeOf(context), startOfDay === undefined ? undefined : new Date(startOfDay)),
);
