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
});
export type OverviewModel = z.infer<typeof overviewModel>;

export const overviewContract = {
  get: route('AGENT')
    .route({ method: 'GET', path: '/overview', tags: ['overview'], summary: 'What there is to do' })
    .output(overviewModel),
};
