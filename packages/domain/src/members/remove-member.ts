import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { withdrawOwn } from '../invitations/invitations.ts';
import {
  announceMembers,
  getMember,
  lockMembers,
  type MemberView,
  requireAdmin,
  requireOtherAdmin,
} from './members.ts';
import { voidPasswordLinks } from './void-password-links.ts';

export interface MemberRemoval {
  memberId: string;
  actorId: string;
}

/** Ends somebody's membership, and with it all that they may do here; what they did stays, under their name. */
export async function removeMember(scope: Scope, { memberId, actorId }: MemberRemoval): Promise<void> {
  await scope.transaction(async (tx) => {
    await lockMembers(tx);
    await requireAdmin(tx, actorId);
    const member = await getMember(tx, memberId);
    const isOwn = member.userId === actorId;
    if (!isOwn && member.role === 'SUPER_ADMIN') throw new Problem('MEMBER_IS_OWNER');
    await endMembership(tx, member, actorId);
  });
}

/** Ends one's own membership. */
export async function leaveOrganization(scope: Scope, userId: string): Promise<void> {
  await scope.transaction(async (tx) => {
    await lockMembers(tx);
    const own = await tx.db.member.findFirst({ where: { userId }, select: { id: true } });
    if (!own) throw new Problem('NOT_FOUND');
    await endMembership(tx, await getMember(tx, own.id), userId);
  });
}

async function endMembership(tx: ScopedTransaction, member: MemberView, actorId: string): Promise<void> {
  await requireOtherAdmin(tx, member.id);
  await tx.db.member.delete({ where: { id: member.id } });
  await withdrawOwn(tx, member.userId);
  await voidPasswordLinks(tx, member.userId);
  await leaveSessions(tx, member.userId);
  await recordActivity(tx, {
    actorId,
    action: member.userId === actorId ? 'member.left' : 'member.removed',
    ...{ targetType: 'user', targetId: member.userId, details: { name: member.name } },
  });
  await announceMembers(tx);
}

/** Their browsers go on in the organisation that they joined first, where there is another one. */
async function leaveSessions(tx: ScopedTransaction, userId: string): Promise<void> {
  await tx.raw(Prisma.sql`
UPDATE user_sessions SET active_organization_id = (
  SELECT organization_id FROM members WHERE user_id = ${userId}::uuid ORDER BY created_at, id LIMIT 1
)
WHERE user_id = ${userId}::uuid AND active_organization_id = ${tx.organizationId}::uuid`);
}
