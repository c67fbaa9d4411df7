import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import type { MemberRole } from '@soul-kg-crm/shared/enums';
import { memberRoleOf } from '../members/members.ts';

export interface InvitationView {
  id: string;
  email: string;
  role: MemberRole;
  invitedByName: string;
  expiresAt: Date;
}

/** Neither used nor taken back; one that is too old waits to be renewed. */
export const openInvitation = { status: 'pending' } as const;

/** Takes back what links somebody made who may no longer: they know them, and could come back by one. */
export async function withdrawOwn({ db }: Pick<ScopedTransaction, 'db'>, inviterId: string): Promise<void> {
  await db.invitation.updateMany({ where: { ...openInvitation, inviterId }, data: { status: 'canceled' } });
  await db.passwordLink.deleteMany({ where: { madeById: inviterId } });
}

/** What is read of an invitation besides its own row. */
export const invitationInclude = { inviter: { select: { name: true } } } as const;

/** Open invitations, the newest first. */
export async function listInvitations({ db }: Pick<Scope, 'db'>): Promise<InvitationView[]> {
  const rows = await db.invitation.findMany({
    where: openInvitation,
    include: invitationInclude,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(invitationView);
}

interface InvitationRow {
  id: string;
  email: string;
  role: string | null;
  expiresAt: Date;
  inviter: { name: string };
}

/** An invitation as people see it: without what its link is known by. */
export function invitationView({ id, email, role, expiresAt, inviter }: InvitationRow): InvitationView {
  return { id, email, role: memberRoleOf(role), invitedByName: inviter.name, expiresAt };
}
