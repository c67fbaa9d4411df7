import type { MessageStatus } from '@soul-kg-crm/shared/enums';

/**
 * How far a message has got. FAILED stands after SENT because WhatsApp takes a message first and may refuse it a moment
 * later, and before DELIVERED because a message that arrived did not fail.
 */
const progress: Record<MessageStatus, number> = {
  PENDING: 0,
  SENDING: 1,
  UNCONFIRMED: 2,
  SENT: 3,
  FAILED: 4,
  DELIVERED: 5,
  READ: 6,
};

/** The status after a report: acks come late, twice and in any order, and a status only moves forwards. */
export function nextStatus(current: MessageStatus, incoming: MessageStatus): MessageStatus {
  return progress[incoming] > progress[current] ? incoming : current;
}
