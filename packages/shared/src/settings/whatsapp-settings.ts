import * as z from 'zod';

/** The bounds of reason, whoever asks: no limit can be raised above them. */
export const HIGHEST_LIMITS = {
  messagesPerMinute: 20,
  messagesPerHour: 600,
  messagesPerDay: 5_000,
  concurrency: 10,
} as const;

const limitUpTo = (most: number) => z.int().min(1).max(most);

/** How many messages an organisation lets out. */
export const rateLimiting = z.strictObject({
  messagesPerMinute: limitUpTo(HIGHEST_LIMITS.messagesPerMinute),
  messagesPerHour: limitUpTo(HIGHEST_LIMITS.messagesPerHour),
  messagesPerDay: limitUpTo(HIGHEST_LIMITS.messagesPerDay),
  concurrency: limitUpTo(HIGHEST_LIMITS.concurrency).describe(
    'Messages at work at the same time, over all numbers',
  ),
});

export const safety = z.strictObject({
  enableMassSending: z.boolean().describe('Bulk sending is refused while false'),
  requireConfirmation: z.boolean().describe('Bulk sends of more than 10 messages need it'),
  maxBatchSize: z.int().min(1).max(100).describe('Above it, a bulk send needs a confirmation'),
});

/** A time of day, `22:00`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is needed, as in 22:00');

export const quietHours = z.strictObject({
  enabled: z.boolean(),
  from: timeOfDay,
  to: timeOfDay.describe('Before `from`: on the next morning'),
  timeZone: z.string().min(1).max(60).describe('IANA name, Asia/Bishkek'),
});

/** `Organization.settings.whatsapp`. */
export const whatsAppSettings = z.strictObject({ rateLimiting, safety, quietHours });
export type WhatsAppSettings = z.infer<typeof whatsAppSettings>;

/** A change: what is missing stays as it is. */
export const whatsAppSettingsPatch = z.strictObject({
  rateLimiting: rateLimiting.partial().optional(),
  safety: safety.partial().optional(),
  quietHours: quietHours.partial().optional(),
});
export type WhatsAppSettingsPatch = z.infer<typeof whatsAppSettingsPatch>;

/** What an organisation has that never changed anything. */
export function getDefaultWhatsAppSettings(): WhatsAppSettings {
  return {
    rateLimiting: { messagesPerMinute: 10, messagesPerHour: 100, messagesPerDay: 500, concurrency: 3 },
    safety: { enableMassSending: false, requireConfirmation: true, maxBatchSize: 50 },
    quietHours: { enabled: false, from: '22:00', to: '08:00', timeZone: 'Asia/Bishkek' },
  };
}
