import * as z from 'zod';
import { whatsAppSessionStatus } from '../enums.ts';
import { route } from './access.ts';

export const overviewModel = z.object({
  whatsappStatus: whatsAppSessionStatus,
  openConversations: z.int(),
  unreadConversations: z.int(),
  clients: z.int(),
  receivedToday: z.int(),
  sentToday: z.int(),
  failedMessages: z.int().describe('Outgoing messages that failed in the last seven days'),
  hasReceived: z.boolean().describe('Somebody has ever written'),
  hasSent: z.boolean().describe('Something has ever been sent'),
});
export type OverviewModel = z.infer<typeof overviewModel>;

const HOUR_MS = 3_600_000;

/** Midnight of whoever asks, on whichever clock: counts of a longer time are not what the overview is for. */
const startOfDay = z.iso.datetime({ offset: true, abort: true }).refine((moment) => {
  const ageMs = Date.now() - Date.parse(moment);
  // A clock that is fast has its midnight before ours.
  return ageMs <= 48 * HOUR_MS && ageMs >= -24 * HOUR_MS;
}, 'Not more than 48 hours ago, nor more than a day ahead');

export const overviewContract = {
  get: route('AGENT')
    .route({ method: 'GET', path: '/overview', tags: ['overview'], summary: 'What there is to do' })
    .input(
      z.strictObject({
        startOfDay: startOfDay
          .optional()
          .describe('When today began for whoever asks, at most 48 hours ago; midnight of UTC unless told'),
      }),
    )
    .output(overviewModel),
};
