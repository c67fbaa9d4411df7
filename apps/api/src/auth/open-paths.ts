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
  // There is no page for colleagues yet: these are how one joins, gets another role and leaves. Who is a member, by which
  // id, is told by get-full-organization.
  '/organization/list',
  '/organization/get-full-organization',
  '/organization/set-active',
  '/organization/invite-member',
  '/organization/list-invitations',
  '/organization/cancel-invitation',
  '/organization/accept-invitation',
  '/organization/reject-invitation',
  '/organization/update-member-role',
  '/organization/remove-member',
  '/organization/leave',
]);

/**
 * The names that the query of an endpoint may have, where better-auth understands more than it checks: a `membersLimit`
 * that is no number would reach the database. An endpoint that is not here is asked as it comes.
 */
export const queryNames: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['/organization/get-full-organization', new Set(['organizationId'])],
]);
