import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import * as z from 'zod';
import { keptInTab } from '@/components/kept-in-tab';

/** What was typed and is not saved yet. What is not in it is whatever is stored, also once a colleague changes that. */
export type SettingsDraft = { [Part in keyof WhatsAppSettings]?: Partial<WhatsAppSettings[Part]> };

const number = z.number().exactOptional();
const choice = z.boolean().exactOptional();
const text = z.string().exactOptional();

/** What is typed may be refused yet: it is kept as it stands. */
export const keptSettings = keptInTab<SettingsDraft>(
  'settings-draft',
  z.object({
    rateLimiting: z
      .object({
        ...{ messagesPerMinute: number, messagesPerHour: number, messagesPerDay: number },
        concurrency: number,
      })
      .exactOptional(),
    safety: z
      .object({ enableMassSending: choice, requireConfirmation: choice, maxBatchSize: number })
      .exactOptional(),
    quietHours: z.object({ enabled: choice, from: text, to: text, timeZone: text }).exactOptional(),
  }),
);

/** The settings as they are with the draft. */
export function withDraft(settings: WhatsAppSettings, draft: SettingsDraft): WhatsAppSettings {
  return {
    rateLimiting: { ...settings.rateLimiting, ...draft.rateLimiting },
    safety: { ...settings.safety, ...draft.safety },
    quietHours: { ...settings.quietHours, ...draft.quietHours },
  };
}

/** Whether the draft says anything else than what is stored. */
export function isChange(draft: SettingsDraft | null, settings: WhatsAppSettings): boolean {
  return JSON.stringify(withDraft(settings, draft ?? {})) !== JSON.stringify(withDraft(settings, {}));
}

/** The draft with one field more. */
export function draftWith(draft: SettingsDraft, change: SettingsDraft): SettingsDraft {
  const { rateLimiting, safety, quietHours } = change;
  return {
    ...draft,
    ...(rateLimiting && { rateLimiting: { ...draft.rateLimiting, ...rateLimiting } }),
    ...(safety && { safety: { ...draft.safety, ...safety } }),
    ...(quietHours && { quietHours: quietHoursWith({ ...draft.quietHours, ...quietHours }) }),
  };
}

/** Unticked, their fields cannot be put right any more: what was typed there goes with the tick. */
function quietHoursWith(quietHours: NonNullable<SettingsDraft['quietHours']>) {
  return quietHours.enabled === false ? { enabled: false } : quietHours;
}
