import type { UserCaller } from '../../auth/caller.ts';

/** Who is signed in, as the contract shows it. */
export function presentMe({
  userId,
  name,
  email,
  locale,
  organizationId,
  organizationName,
  role,
}: UserCaller) {
  return { user: { id: userId, name, email, locale }, organizationId, organizationName, role };
}
