import { removeMember } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

/** DELETE /members/{memberId} */
export const removeMemberRoute = os.members.remove.handler(async ({ context, input }) => {
  const { userId: actorId } = requireUser(context);
  await removeMember(scopeOf(context), { ...input, actorId });
  return { success: true as const };
});
