import type { Scope } from '@soul-kg-crm/database';
import type { MemberRole } from '@soul-kg-crm/shared/enums';
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

export interface RoleChange {
  memberId: string;
  role: MemberRole;
  actorId: string;
}

/** Makes a colleague an administrator, or one of the others; the last administrator stays one. */
export async function changeRole(scope: Scope, change: RoleChange): Promise<MemberView> {
  const { memberId, role, actorId } = change;
  return scope.transaction(async (tx) => {
    await lockMembers(tx);
    await requireAdmin(tx, actorId);
    const member = await getMember(tx, memberId);
    if (member.userId === actorId) throw new Problem('OWN_ROLE');
    if (member.role === 'SUPER_ADMIN') throw new Problem('MEMBER_IS_OWNER');
    if (member.role === role) return member;
    if (role === 'AGENT') {
      await requireOtherAdmin(tx, memberId);
      await withdrawOwn(tx, member.userId);
    }
    await tx.db.member.update({ where: { id: memberId }, data: { role } });
    await recordActivity(tx, {
      ...{ actorId, action: 'member.role_changed', targetType: 'user', targetId: member.userId },
      details: { name: member.name, role },
    });
    await announceMembers(tx);
    return { ...member, role };
  });
}
