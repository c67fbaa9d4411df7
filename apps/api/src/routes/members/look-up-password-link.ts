import { readPasswordLink } from '@soul-kg-crm/domain';
import { scopeOfPasswordLink } from '../../auth/chosen-password.ts';
import { os } from '../os.ts';

/** POST /password-links/look-up; its secret stands in the body, since addresses are logged on the way. */
export const lookUpPasswordLinkRoute = os.members.lookUpPasswordLink.handler(async ({ context, input }) => {
  const scope = await scopeOfPasswordLink(context.api.database, input.secret);
  const { name, email, expiresAt } = await readPasswordLink(scope, input.secret);
  return { name, email, expiresAt: expiresAt.toISOString() };
});
