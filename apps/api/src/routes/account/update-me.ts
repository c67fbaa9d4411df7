import { os } from '../os.ts';
import { requireUser } from '../request-context.ts';
import { presentMe } from './present-me.ts';

/** PATCH /me */
export const updateMe = os.account.updateMe.handler(async ({ context, input }) => {
  const caller = requireUser(context);
  const { name = caller.name, locale = caller.locale } = input;
  await context.api.database.system.user.update({ where: { id: caller.userId }, data: { name, locale } });
  return presentMe({ ...caller, name, locale });
});
