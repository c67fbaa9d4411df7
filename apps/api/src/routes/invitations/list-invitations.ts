import { listInvitations } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentInvitation } from './present-invitation.ts';

/** GET /invitations; so few may be open that there is one page. */
export const listInvitationsRoute = os.invitations.list.handler(async ({ context }) => {
  requireUser(context);
  const invitations = await listInvitations(scopeOf(context));
  return { items: invitations.map(presentInvitation), nextCursor: null };
});
