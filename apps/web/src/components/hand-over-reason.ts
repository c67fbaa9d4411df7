const REASONS = [
  'ASKED_FOR_PERSON',
  'NOT_UNDERSTOOD',
  'AGENT_FAILED',
  'ANSWER_TOO_LATE',
  'ANSWER_TAKEN_BACK',
  'ANSWER_NOT_SENT',
  'ANSWER_SENT_AFTER_ALL',
  'READ_LATE',
  'TOO_MANY_ANSWERS',
] as const;

/** Why an agent handed over, as far as there are words for it. */
export function handOverReason(reason: string | null): (typeof REASONS)[number] | 'other' {
  return REASONS.find((known) => known === reason) ?? 'other';
}
