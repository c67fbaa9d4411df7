import type { Scope } from '@soul-kg-crm/database';
import type { MemberRole } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { memberRoleOf } from '../members/members.ts';
import { hashInvitationSecret } from './invitation-secret.ts';

/** What somebody is invited to, as whoever has the link may know it. */
export interface InvitationOffer {
  id: string;
  organizationName: string;
  email: string;
  role: MemberRole;
  expiresAt: Date;
}

/** The invitation of a link, where it can still be used; otherwise why it cannot. */
export async function readInvitation({ db }: Pick<Scope, 'db'>, secret: string): Promise<InvitationOffer> {
  const row = await db.invitation.findFirst({
    where: { secretHash: hashInvitationSecret(secret) },
    include: { organization: { select: { name: true } } },
  });
  if (!row) throw new Problem('INVITATION_UNKNOWN');
  const { id, email, role, status, expiresAt, organization } = row;
  if (status === 'accepted') throw new Problem('INVITATION_USED');
  if (status !== 'pending') throw new Problem('INVITATION_WITHDRAWN');
  if (expiresAt <= new Date()) throw new Problem('INVITATION_EXPIRED');
  return { id, organizationName: organization.name, email, role: memberRoleOf(role), expiresAt };
}
