/**
 * better-auth's endpoints that are served; all others are not found. It has many more, whose inputs it checks less than
 * our contract does: what the product needs and can vouch for is here, and what has a route of the contract is not
 * (`PATCH /me`, API keys, colleagues and invitations). Sign-up makes the organisation as well (sign-up.ts), or joins the
 * one that invites (invited.ts).
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
  '/organization/list',
  '/organization/set-active',
]);
