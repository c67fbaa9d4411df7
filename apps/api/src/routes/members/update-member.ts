import { changeRole } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';
import { presentMember } from './present-member.ts';

/** PATCH /members/{memberId} */
export const updateMemberRoute = os.members.update.handler(async ({ context, input }) => {
  const { userId: actorId } = requireUser(context);
  return presentMember(await changeRole(scopeOf(context), { ...input, actorId }));
});
