import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { getWhatsAppSettings } from '../settings/whatsapp-settings.ts';

/** Up to so many are no bulk send that anybody would have to confirm. */
const WITHOUT_CONFIRMATION = 10;

/** Whether somebody has to say that so many messages at once are meant. */
export function needsConfirmation(safety: WhatsAppSettings['safety'], count: number): boolean {
  const { requireConfirmation, maxBatchSize } = safety;
  return count > maxBatchSize || (requireConfirmation && count > WITHOUT_CONFIRMATION);
}

/** Throws MASS_SENDING_OFF, or CONFIRMATION_NEEDED with the number of messages. */
export async function requireBulkAllowed(
  scope: Pick<Scope, 'db'>,
  count: number,
  isConfirmed: boolean,
): Promise<void> {
  const { safety } = await getWhatsAppSettings(scope);
  if (!safety.enableMassSending) throw new Problem('MASS_SENDING_OFF');
  if (needsConfirmation(safety, count) && !isConfirmed) throw new Problem('CONFIRMATION_NEEDED', { count });
}
