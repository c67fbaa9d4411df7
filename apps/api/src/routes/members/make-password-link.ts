import { makePasswordLink } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { requireUser, scopeOf } from '../request-context.ts';

/** POST /members/{memberId}/password-link; the only answer that ever holds the link. */
export const makePasswordLinkRoute = os.members.makePasswordLink.handler(async ({ context, input }) => {
  const { userId: actorId } = requireUser(context);
  const made = await makePasswordLink(scopeOf(context), { ...input, actorId });
  const link = new URL(`/new-password/${made.secret}`, context.api.settings.publicUrl).href;
  return { id: made.id, email: made.email, link, expiresAt: made.expiresAt.toISOString() };
});
