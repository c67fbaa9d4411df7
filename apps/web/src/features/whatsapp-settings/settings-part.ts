import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import type { SettingsDraft } from './settings-draft';

/** What each part of the settings form is given. */
export interface SettingsPart {
  shown: WhatsAppSettings;
  /** Given what was typed, and nothing else. */
  change(typed: SettingsDraft): void;
  /** What is wrong with a field, `rateLimiting.messagesPerHour`. */
  errorOf(field: string): string | undefined;
}

/** The number that stands in an input; 0 while it is empty, which the server refuses at its field. */
export function numberIn(input: HTMLInputElement): number {
  return Number.isNaN(input.valueAsNumber) ? 0 : input.valueAsNumber;
}
