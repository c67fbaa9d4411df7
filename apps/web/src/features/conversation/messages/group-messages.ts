import { dayOf } from '@/i18n/days';
import type { ThreadMessage } from './thread-message';

export interface Day {
  /** Of its first message. */
  at: string;
  groups: Group[];
}

/** Messages of one sender within a few minutes: they belong together. */
export interface Group {
  key: string;
  direction: ThreadMessage['direction'];
  messages: ThreadMessage[];
}

const APART_MS = 5 * 60_000;

/** Divides a thread into days, and each day into what was said in one go. */
export function groupMessages(messages: readonly ThreadMessage[]): Day[] {
  const days: Day[] = [];
  let before: ThreadMessage | null = null;
  for (const message of messages) {
    const isNewDay = before === null || !isSameDay(before.createdAt, message.createdAt);
    if (isNewDay) days.push({ at: message.createdAt, groups: [] });
    const day = days.at(-1);
    const group = day?.groups.at(-1);
    if (group && before && !isNewDay && belongTogether(before, message)) group.messages.push(message);
    else day?.groups.push({ key: message.key, direction: message.direction, messages: [message] });
    before = message;
  }
  return days;
}

function belongTogether(before: ThreadMessage, message: ThreadMessage): boolean {
  if (before.direction !== message.direction || before.senderId !== message.senderId) return false;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) < APART_MS;
}

function isSameDay(a: string, b: string): boolean {
  return dayOf(new Date(a)).getTime() === dayOf(new Date(b)).getTime();
}
