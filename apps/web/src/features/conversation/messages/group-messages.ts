import { dayOf } from '@/i18n/days';
import type { ThreadMessage } from './thread-message';

export interface Day {
  /** Its midnight: stays the same while earlier messages come and go. */
  key: number;
  /** Of its first message. */
  at: string;
  messages: PlacedMessage[];
}

/** A message, and whether it begins or ends what was said in one go. */
export interface PlacedMessage {
  message: ThreadMessage;
  isFirst: boolean;
  isLast: boolean;
}

const APART_MS = 5 * 60_000;

/**
 * Divides a thread into days, and each day into what one side said within a few minutes. The messages stand directly in
 * their day: a group that were an element of its own would be another one as soon as its first message is gone, and with
 * it would go what plays, is open or is being written in the others.
 */
export function groupMessages(messages: readonly ThreadMessage[]): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const key = dayOf(new Date(message.createdAt)).getTime();
    let day = days.at(-1);
    // Never back to an earlier day: what is on its way to the server has the time of this computer.
    if (!day || key > day.key) {
      day = { key, at: message.createdAt, messages: [] };
      days.push(day);
    }
    const before = day.messages.at(-1);
    const goesOn = before !== undefined && belongTogether(before.message, message);
    if (before) before.isLast = !goesOn;
    day.messages.push({ message, isFirst: !goesOn, isLast: true });
  }
  return days;
}

function belongTogether(before: ThreadMessage, message: ThreadMessage): boolean {
  if (before.direction !== message.direction || before.senderId !== message.senderId) return false;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) < APART_MS;
}
