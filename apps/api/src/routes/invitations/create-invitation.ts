import { invite } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentInvitation } from './present-invitation.ts';

/** POST /invitations; the only answer that ever holds the link. */
export const createInvitationRoute = os.invitations.create.handler(async ({ context, input }) => {
  const { userId: actorId } = requireUser(context);
  const { secret, ...invitation } = await invite(scopeOf(context), { ...input, actorId });
  const link = new URL(`/invitation/${secret}`, context.api.settings.publicUrl).href;
  return { ...presentInvitation(invitation), link };
});
