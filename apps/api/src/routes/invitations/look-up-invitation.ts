import { readInvitation } from '@soul-kg-crm/domain';
import { scopeOfInvitation } from '../../auth/invited.ts';
import { os } from '../os.ts';

/** POST /invitations/look-up; its secret stands in the body, since addresses are logged on the way. */
export const lookUpInvitationRoute = os.invitations.lookUp.handler(async ({ context, input }) => {
  const { database } = context.api;
  const scope = await scopeOfInvitation(database, input.secret);
  const { organizationName, email, role, expiresAt } = await readInvitation(scope, input.secret);
  const account = await database.system.user.findUnique({ where: { email }, select: { id: true } });
  const hasAccount = account !== null;
  return { organizationName, email, role, hasAccount, expiresAt: expiresAt.toISOString() };
});
