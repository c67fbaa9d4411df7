import * as z from 'zod';
import { messageDirection, messageKind } from '../enums.ts';
import { clientId, conversationId, messageId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

const messageHitModel = z.object({
  messageId,
  conversationId,
  client: z.object({ id: clientId, name: z.string(), avatarUrl: z.string().nullable() }),
  direction: messageDirection,
  kind: messageKind,
  snippet: z
    .array(z.object({ text: z.string(), isHit: z.boolean().describe('Whether it is one of the words') }))
    .describe('The text around the first word that was found, in pieces that follow one another'),
  createdAt: instant,
});
export type MessageHitModel = z.infer<typeof messageHitModel>;

export const searchContract = {
  messages: route('AGENT')
    .route({
      method: 'GET',
      path: '/search/messages',
      tags: ['messages'],
      summary: 'Messages with all these words, newest first',
    })
    .input(
      z.strictObject({
        cursor: pageQuery.cursor,
        limit: z.coerce.number().int().min(1).max(50).default(20).describe('How many at the most, 1 to 50'),
        q: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .describe('Words in any of their forms; of the last one the beginning is enough'),
      }),
    )
    .output(pageOf(messageHitModel)),
};
