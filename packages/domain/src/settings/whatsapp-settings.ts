import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import {
  getDefaultWhatsAppSettings,
  validateWhatsAppSettings,
  type WhatsAppSettings,
  type WhatsAppSettingsPatch,
} from '@soul-kg-crm/shared/settings';
import { changeSettings, readSettings } from './organization-settings.ts';

export interface WhatsAppSettingsChange {
  /** What is left out stays as it is. */
  patch: WhatsAppSettingsPatch;
  /** Null where a key acts. */
  actorId: string | null;
}

/** The organisation's WhatsApp settings, with defaults for what it never set. */
export async function getWhatsAppSettings(scope: Pick<Scope, 'db'>): Promise<WhatsAppSettings> {
  return parse(await readSettings(scope, 'whatsapp'));
}

/** Changes settings; everything else that the organisation has set stays. VALIDATION_FAILED names each field. */
export async function updateWhatsAppSettings(
  scope: Scope,
  { patch, actorId }: WhatsAppSettingsChange,
): Promise<WhatsAppSettings> {
  const change = (before: WhatsAppSettings) => {
    const validated = validateWhatsAppSettings(patch, before);
    if (!validated.ok) throw invalid(validated.problems);
    return validated.settings;
  };
  return changeSettings(scope, { part: 'whatsapp', actorId, parse, change });
}

/** What stands there unreadably (written by hand, or by a later version) counts as never set: the defaults are careful. */
function parse(stored: unknown): WhatsAppSettings {
  const validated = validateWhatsAppSettings(stored);
  return validated.ok ? validated.settings : getDefaultWhatsAppSettings();
}

function invalid(problems: { field: string; message: string }[]): Problem {
  const fields = problems.map(({ field }) => field).join(', ');
  return new Problem('VALIDATION_FAILED', { fields }, problems);
}
