import * as z from 'zod';
import { memberRole } from '../enums.ts';
import { invitationId, organizationId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';

const invitationModel = z.object({
  id: invitationId,
  email: z.string(),
  role: memberRole,
  invitedByName: z.string().describe('Who made it, or renewed it last'),
  expiresAt: instant.describe('From then on it must be renewed'),
});
export type InvitationModel = z.infer<typeof invitationModel>;

const invitationOfferModel = z.object({
  organizationName: z.string(),
  email: z.string(),
  role: memberRole,
  hasAccount: z.boolean().describe('Somebody with this address signs in; otherwise they make an account'),
  expiresAt: instant,
});
export type InvitationOfferModel = z.infer<typeof invitationOfferModel>;

/** What stands at the end of an invitation's link. */
export const invitationSecret = z.string().min(1).max(100);

export const invitationsContract = {
  list: route('ADMIN', { isForPeople: true })
    .route({ method: 'GET', path: '/invitations', tags: ['team'], summary: 'Open invitations, newest first' })
    .output(z.object({ items: z.array(invitationModel), nextCursor: z.string().nullable() })),
  create: route('ADMIN', { isForPeople: true })
    .route({
      method: 'POST',
      path: '/invitations',
      tags: ['team'],
      summary:
        'Invite a colleague, or renew the open invitation of this address; only this answer has the link',
      successStatus: 201,
    })
    .input(z.strictObject({ email: z.email().max(254).toLowerCase(), role: memberRole }))
    .output(
      invitationModel.extend({
        link: z.url().describe('To send to the colleague; links made for this address before are void'),
      }),
    ),
  delete: route('ADMIN', { isForPeople: true })
    .route({
      method: 'DELETE',
      path: '/invitations/{invitationId}',
      tags: ['team'],
      summary: 'Take back an invitation; its link is void at once',
    })
    .input(z.strictObject({ invitationId }))
    .output(z.object({ success: z.literal(true) })),
  lookUp: route('public', { isGuarded: true })
    .route({
      method: 'POST',
      path: '/invitations/look-up',
      tags: ['team'],
      summary: 'What the invitation of a link is to; no secret ever stands in an address of the API',
    })
    .input(z.strictObject({ secret: invitationSecret }))
    .output(invitationOfferModel),
  accept: route('signedIn', { isForPeople: true, isGuarded: true })
    .route({
      method: 'POST',
      path: '/invitations/accept',
      tags: ['team'],
      summary: 'Join the organisation to which one is invited, with the account of that address',
    })
    .input(z.strictObject({ secret: invitationSecret }))
    .output(z.object({ organizationId })),
};
