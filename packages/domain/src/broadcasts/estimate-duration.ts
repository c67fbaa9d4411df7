import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * About how long so many messages take within an organisation's limits, if nothing else is sent: whole days while the
 * day's limit is used up again and again, then whole hours, then the rest at the pace of the minute. An hour or a day
 * takes no more than its minutes or hours do.
 */
export function estimateDurationMs(count: number, limits: WhatsAppSettings['rateLimiting']): number {
  const { messagesPerMinute } = limits;
  const messagesPerHour = Math.min(limits.messagesPerHour, 60 * messagesPerMinute);
  const messagesPerDay = Math.min(limits.messagesPerDay, 24 * messagesPerHour);
  if (count <= 1) return 0;
  const before = count - 1;
  const days = Math.floor(before / messagesPerDay);
  const ofLastDay = before % messagesPerDay;
  const hours = Math.floor(ofLastDay / messagesPerHour);
  const ofLastHour = ofLastDay % messagesPerHour;
  return days * DAY_MS + hours * HOUR_MS + Math.round((ofLastHour * MINUTE_MS) / messagesPerMinute);
}
