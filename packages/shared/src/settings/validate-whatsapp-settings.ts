import type * as z from 'zod';
import {
  getDefaultWhatsAppSettings,
  type WhatsAppSettings,
  type WhatsAppSettingsPatch,
  whatsAppSettings,
  whatsAppSettingsPatch,
} from './whatsapp-settings.ts';

export interface SettingsProblem {
  /** `rateLimiting.messagesPerHour`. */
  field: string;
  /** In English; the API says it in the caller's language. */
  message: string;
}

export type ValidatedSettings =
  | { ok: true; settings: WhatsAppSettings }
  | { ok: false; problems: SettingsProblem[] };

/** Fills in what is missing and refuses what is unreasonable, naming each field. `value`: anything at all. */
export function validateWhatsAppSettings(
  value: unknown,
  base: WhatsAppSettings = getDefaultWhatsAppSettings(),
): ValidatedSettings {
  const patch = whatsAppSettingsPatch.safeParse(value ?? {});
  if (!patch.success) return { ok: false, problems: patch.error.issues.map(problemOf) };
  const settings = whatsAppSettings.parse(merge(base, patch.data));
  const problems = contradictions(settings);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}

function merge(base: WhatsAppSettings, patch: WhatsAppSettingsPatch) {
  return {
    rateLimiting: { ...base.rateLimiting, ...given(patch.rateLimiting) },
    safety: { ...base.safety, ...given(patch.safety) },
    quietHours: { ...base.quietHours, ...given(patch.quietHours) },
  };
}

function given(values: Record<string, unknown> = {}) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Of limits none contradicts another: the smallest window wins. Quiet hours count once they are on. */
function contradictions({
  quietHours: { enabled, from, to, timeZone },
}: WhatsAppSettings): SettingsProblem[] {
  if (!enabled) return [];
  const problems: SettingsProblem[] = [];
  if (!isTimeZone(timeZone)) problems.push({ field: 'quietHours.timeZone', message: 'Not a time zone' });
  if (from === to) problems.push({ field: 'quietHours.to', message: 'Begin and end are the same' });
  return problems;
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function problemOf(issue: z.core.$ZodIssue): SettingsProblem {
  return { field: issue.path.join('.') || 'settings', message: issue.message };
}
