import * as z from 'zod';
import { memberRole, role } from '../enums.ts';
import { memberId, userId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';

const memberModel = z.object({
  id: memberId,
  userId,
  name: z.string(),
  email: z.string(),
  role: role.describe('SUPER_ADMIN: owns the installation, and keeps role and place'),
  joinedAt: instant,
});
export type MemberModel = z.infer<typeof memberModel>;

const success = z.object({ success: z.literal(true) });

export const membersContract = {
  list: route('AGENT')
    .route({ method: 'GET', path: '/members', tags: ['team'], summary: 'The people of the organisation' })
    .output(z.object({ items: z.array(memberModel), nextCursor: z.string().nullable() })),
  update: route('ADMIN', { isForPeople: true })
    .route({
      method: 'PATCH',
      path: '/members/{memberId}',
      tags: ['team'],
      summary: "Change a colleague's role; one administrator must remain",
    })
    .input(z.strictObject({ memberId, role: memberRole }))
    .output(memberModel),
  remove: route('ADMIN', { isForPeople: true })
    .route({
      method: 'DELETE',
      path: '/members/{memberId}',
      tags: ['team'],
      summary: 'Remove a colleague, who loses access at once; what they did stays',
    })
    .input(z.strictObject({ memberId }))
    .output(success),
  leave: route('AGENT', { isForPeople: true })
    .route({
      method: 'POST',
      path: '/members/leave',
      tags: ['team'],
      summary: 'Leave the organisation; its last administrator cannot',
    })
    .output(success),
};
