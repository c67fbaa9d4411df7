import type { Scope } from '@soul-kg-crm/database';
import type { MemberRole } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { hashLinkSecret } from '../members/link-secret.ts';
import { memberRoleOf } from '../members/members.ts';

/** What somebody is invited to, as whoever has the link may know it. */
export interface InvitationOffer {
  id: string;
  organizationName: string;
  email: string;
  role: MemberRole;
  expiresAt: Date;
}

/** The invitation of a link, where it can still be used; otherwise why it cannot. */
export async function readInvitation(scope: Pick<Scope, 'db'>, secret: string): Promise<InvitationOffer> {
  const { status, ...offer } = await findInvitation(scope, secret);
  if (status === 'accepted') throw new Problem('INVITATION_USED');
  if (status !== 'pending') throw new Problem('INVITATION_WITHDRAWN');
  if (offer.expiresAt <= new Date()) throw new Problem('INVITATION_EXPIRED');
  return offer;
}

/** Whether the link has let in already whoever has this address. */
export async function isUsedBy(
  scope: Pick<Scope, 'db'>,
  secret: string,
  account: { userId: string; email: string },
): Promise<boolean> {
  const { status, email } = await findInvitation(scope, secret);
  if (status !== 'accepted' || account.email.toLowerCase() !== email) return false;
  const { userId } = account;
  return (await scope.db.member.findFirst({ where: { userId }, select: { id: true } })) !== null;
}

async function findInvitation(
  { db }: Pick<Scope, 'db'>,
  secret: string,
): Promise<InvitationOffer & { status: string }> {
  const row = await db.invitation.findFirst({
    where: { secretHash: hashLinkSecret(secret) },
    include: { organization: { select: { name: true } } },
  });
  if (!row) throw new Problem('INVITATION_UNKNOWN');
  const { id, email, role, status, expiresAt, organization } = row;
  return { id, organizationName: organization.name, email, role: memberRoleOf(role), expiresAt, status };
}
