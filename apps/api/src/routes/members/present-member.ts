import type { MemberView } from '@soul-kg-crm/domain';
import { memberId, userId } from '@soul-kg-crm/shared/ids';

/** A colleague as the contract shows them. */
export function presentMember({ id, joinedAt, userId: user, name, email, role }: MemberView) {
  return {
    ...{ id: memberId.parse(id), userId: userId.parse(user) },
    ...{ name, email, role, joinedAt: joinedAt.toISOString() },
  };
}
