import { leaveOrganization } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

/** POST /members/leave */
export const leaveRoute = os.members.leave.handler(async ({ context }) => {
  const { userId } = requireUser(context);
  await leaveOrganization(scopeOf(context), userId);
  return { success: true as const };
});
