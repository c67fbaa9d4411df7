import { announceMembers } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentMe } from './present-me.ts';

/** PATCH /me */
export const updateMe = os.account.updateMe.handler(async ({ context, input }) => {
  const caller = requireUser(context);
  const { name = caller.name, locale = caller.locale } = input;
  await context.api.database.system.user.update({ where: { id: caller.userId }, data: { name, locale } });
  // Colleagues see it, and so do the person's other pages.
  if (name !== caller.name && caller.organizationId !== null)
    await scopeOf(context).transaction(announceMembers);
  return presentMe({ ...caller, name, locale });
});
