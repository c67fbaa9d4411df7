import { listPeople } from '@soul-kg-crm/domain';
import { userId } from '@soul-kg-crm/shared/ids';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /activity/people */
export const listPeopleRoute = os.activity.people.handler(async ({ context }) => {
  const people = await listPeople(scopeOf(context));
  return { items: people.map(({ id, ...person }) => ({ id: userId.parse(id), ...person })) };
});
