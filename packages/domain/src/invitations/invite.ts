import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import type { MemberRole } from '@soul-kg-crm/shared/enums';
import { newId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { hashLinkSecret, newLinkSecret } from '../members/link-secret.ts';
import { announceMembers, lockMembers, requireAdmin } from '../members/members.ts';
import { type InvitationView, invitationInclude, invitationView, openInvitation } from './invitations.ts';

/** Open invitations of one organisation at the most. */
const MAX_INVITATIONS = 50;
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

export interface NewInvitation {
  /** In small letters, as accounts have it. */
  email: string;
  role: MemberRole;
  actorId: string;
}

/** Invites somebody, or renews the invitation that they have; the answer alone has the secret of the link. */
export async function invite(
  scope: Scope,
  { email, role, actorId }: NewInvitation,
): Promise<InvitationView & { secret: string }> {
  const secret = newLinkSecret();
  const invitation = await scope.transaction(async (tx) => {
    await lockMembers(tx);
    await requireAdmin(tx, actorId);
    if (await tx.db.user.findFirst({ where: { email }, select: { id: true } }))
      throw new Problem('ALREADY_MEMBER', { email });
    const open = await tx.db.invitation.findFirst({ where: { ...openInvitation, email } });
    if (!open) await requireRoom(tx);
    const id = open?.id ?? newId();
    const data = {
      ...{ role, inviterId: actorId, secretHash: hashLinkSecret(secret) },
      expiresAt: new Date(Date.now() + VALID_MS),
    };
    if (open) await tx.db.invitation.update({ where: { id }, data });
    else {
      const { organizationId } = tx;
      await tx.db.invitation.create({ data: { id, organizationId, email, ...data } });
    }
    await recordActivity(tx, {
      ...{ actorId, action: open ? 'member.invitation_renewed' : 'member.invited' },
      ...{ targetType: 'invitation', targetId: id, details: { role } },
    });
    await announceMembers(tx);
    return tx.db.invitation.findUniqueOrThrow({ where: { id }, include: invitationInclude });
  });
  return { ...invitationView(invitation), secret };
}

async function requireRoom(tx: ScopedTransaction): Promise<void> {
  const count = await tx.db.invitation.count({ where: openInvitation });
  if (count >= MAX_INVITATIONS) throw new Problem('TOO_MANY_INVITATIONS', { limit: MAX_INVITATIONS });
}
