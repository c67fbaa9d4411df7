import type { Message } from '@soul-kg-crm/database';
import { GIVEN_UP } from './claim-message.ts';
import { CANCELLED } from './end-as-taken-back.ts';
import { CHANNEL_DELETED, OUTCOME_UNKNOWN } from './record-failure.ts';

const CODES = new Set<string | null>([CANCELLED, CHANNEL_DELETED, GIVEN_UP, OUTCOME_UNKNOWN]);

/**
 * Whether a message failed because it was ended here, and not by WhatsApp's own word: it may turn out that it left all the
 * same, after a restore or where nobody could look.
 */
export function isEndedHere({ status, errorCode }: Pick<Message, 'status' | 'errorCode'>): boolean {
  return status === 'FAILED' && CODES.has(errorCode);
}
