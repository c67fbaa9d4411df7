import { withdrawInvitation } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

/** DELETE /invitations/{invitationId} */
export const deleteInvitationRoute = os.invitations.delete.handler(async ({ context, input }) => {
  const { userId: actorId } = requireUser(context);
  await withdrawInvitation(scopeOf(context), { ...input, actorId });
  return { success: true as const };
});
