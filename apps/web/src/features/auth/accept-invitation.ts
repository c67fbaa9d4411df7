import { apiClient } from '@/api/client';
import { enterOrganization } from '@/session/auth-requests';

/** Takes whoever is signed in into the organisation, which their session works in from then on. */
export async function acceptInvitation(secret: string): Promise<void> {
  const { organizationId } = await apiClient.invitations.accept({ secret });
  await enterOrganization(organizationId);
}
