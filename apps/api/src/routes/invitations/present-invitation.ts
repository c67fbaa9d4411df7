import type { InvitationView } from '@soul-kg-crm/domain';
import { invitationId } from '@soul-kg-crm/shared/ids';

/** An invitation as the contract shows it: never what its link is known by. */
export function presentInvitation({ id, expiresAt, email, role, invitedByName }: InvitationView) {
  return { id: invitationId.parse(id), expiresAt: expiresAt.toISOString(), email, role, invitedByName };
}
