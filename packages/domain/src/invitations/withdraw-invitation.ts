import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announceMembers, lockMembers, requireAdmin } from '../members/members.ts';
import { openInvitation } from './invitations.ts';

/** Takes an open invitation back: its link is void from then on. */
export async function withdrawInvitation(
  scope: Scope,
  { invitationId, actorId }: { invitationId: string; actorId: string },
): Promise<void> {
  await scope.transaction(async (tx) => {
    await lockMembers(tx);
    await requireAdmin(tx, actorId);
    const { count } = await tx.db.invitation.updateMany({
      where: { ...openInvitation, id: invitationId },
      data: { status: 'canceled' },
    });
    if (count === 0) throw new Problem('NOT_FOUND');
    await recordActivity(tx, {
      actorId,
      action: 'member.invitation_withdrawn',
      ...{ targetType: 'invitation', targetId: invitationId },
    });
    await announceMembers(tx);
  });
}
