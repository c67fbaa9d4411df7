/**
 * better-auth's endpoints that are served; all others are not found. It has many more, whose inputs it checks less than
 * our contract does: what the product needs and can vouch for is here, and what has a route of the contract is not
 * (`PATCH /me`, API keys). Sign-up makes the organisation as well (sign-up.ts).
 */
export const openPaths: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  // There is no page for colleagues yet: these are how one joins, gets another role and leaves.
  '/organization/list',
  '/organization/set-active',
  '/organization/invite-member',
  '/organization/list-invitations',
  '/organization/cancel-invitation',
  '/organization/accept-invitation',
  '/organization/reject-invitation',
  '/organization/update-member-role',
  '/organization/remove-member',
]);
