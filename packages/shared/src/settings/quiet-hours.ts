import type { WhatsAppSettings } from './whatsapp-settings.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_DAY = 1_440;

/** Milliseconds until quiet hours are over; 0 outside of them. On the day the clocks change it may be off by the change. */
export function quietForMs(quietHours: WhatsAppSettings['quietHours'], nowMs: number): number {
  if (!quietHours.enabled) return 0;
  const now = minuteOfDay(timeIn(quietHours.timeZone, nowMs));
  const from = minuteOfDay(quietHours.from);
  const to = minuteOfDay(quietHours.to);
  const sinceBegin = distance(from, now);
  const length = distance(from, to);
  if (sinceBegin >= length) return 0;
  return (length - sinceBegin) * MINUTE_MS - (nowMs % MINUTE_MS);
}

/** Minutes from one time of day forwards to the other. */
function distance(from: number, to: number): number {
  return (to - from + MINUTES_OF_DAY) % MINUTES_OF_DAY;
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeIn(timeZone: string, nowMs: number): string {
  const parts = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(nowMs);
}
