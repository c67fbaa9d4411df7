import { acceptInvitation } from '@soul-kg-crm/domain';
import { organizationId } from '@soul-kg-crm/shared/ids';
import { scopeOfInvitation } from '../../auth/invited.ts';
import { os } from '../os.ts';
import { requireUser } from '../request-context.ts';

/** POST /invitations/accept */
export const acceptInvitationRoute = os.invitations.accept.handler(async ({ context, input }) => {
  const account = requireUser(context);
  const scope = await scopeOfInvitation(context.api.database, input.secret);
  await acceptInvitation(scope, input.secret, account);
  return { organizationId: organizationId.parse(scope.organizationId) };
});
