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

/** What stands at the end of a link for a new password. */
export const passwordLinkSecret = z.string().min(1).max(100);

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
  makePasswordLink: route('ADMIN', { isForPeople: true })
    .route({
      method: 'POST',
      path: '/members/{memberId}/password-link',
      tags: ['team'],
      summary: 'A link with which a colleague chooses another password; only this answer has it',
      successStatus: 201,
    })
    .input(z.strictObject({ memberId }))
    .output(
      z.object({
        id: z.uuid(),
        email: z.string(),
        link: z.url().describe('To send to the colleague; links made for them before are void'),
        expiresAt: instant,
      }),
    ),
  lookUpPasswordLink: route('public', { isGuarded: true })
    .route({
      method: 'POST',
      path: '/password-links/look-up',
      tags: ['team'],
      summary: 'Whose password a link is for; no secret ever stands in an address of the API',
    })
    .input(z.strictObject({ secret: passwordLinkSecret }))
    .output(z.object({ name: z.string(), email: z.string(), expiresAt: instant })),
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
