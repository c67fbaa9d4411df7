import * as z from 'zod';
import { whatsAppSessionStatus } from '../enums.ts';
import { channelId, clientId, conversationId, inboundEventId, messageId } from '../ids.ts';
import { route } from './access.ts';
import { instant, messageErrorModel } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

const count = z.int().nonnegative();

const countsModel = z.object({
  waiting: count,
  active: count.describe('Being sent, or looked for because an answer was lost'),
  completed: count.describe(
    'Left in the last 24 hours, after a wait of up to a week; not what was sent on the phone',
  ),
  failed: count,
});

/** Why what waits stands still. */
export const holdUpCode = z.enum([
  'NOT_CONNECTED',
  'LIMIT_OF_MINUTE',
  'LIMIT_OF_HOUR',
  'LIMIT_OF_DAY',
  'QUIET_HOURS',
  'NEW_CHATS_BLOCKED',
  'NEW_CHATS_USED_UP',
]);
export type HoldUpCode = z.infer<typeof holdUpCode>;

const holdUpModel = z.object({
  code: holdUpCode,
  message: z.string().describe("What it means and what to do, in the caller's language"),
  until: instant.nullable().describe('When it ends by itself; null where that is not known'),
});

export const queueOfNumberModel = z.object({
  channelId,
  name: z.string(),
  phoneNumber: z.string().nullable(),
  status: whatsAppSessionStatus,
  outgoing: countsModel.extend({
    oldestWaitingAt: instant.nullable(),
    holdUps: z.array(holdUpModel).describe('Why what waits stands still; empty where nothing is in its way'),
  }),
  incoming: z.object({
    waiting: count,
    failed: count.describe('Dead letters'),
    oldestWaitingAt: instant.nullable(),
  }),
  jobs: z
    .object({ waiting: count, active: count, delayed: count, failed: count })
    .nullable()
    .describe("On the number's send queue in Redis; null while Redis is away"),
});
export type QueueOfNumberModel = z.infer<typeof queueOfNumberModel>;

const limitModel = z.object({
  window: z.enum(['minute', 'hour', 'day']),
  used: count,
  limit: count,
  resetAt: instant
    .nullable()
    .describe('When there is room for one more than now; null where nothing is used'),
});
export type LimitModel = z.infer<typeof limitModel>;

export const queueStatusModel = z.object({
  messages: countsModel.describe('All numbers together, deleted ones too'),
  incoming: z.object({ waiting: count, failed: count }),
  limits: z.array(limitModel),
  numbers: z.array(queueOfNumberModel),
  isRedisAway: z.boolean().describe('true: the answer is what the database knows alone'),
  at: instant,
});
export type QueueStatusModel = z.infer<typeof queueStatusModel>;

const channelModel = z.object({ id: channelId, name: z.string() });

export const deadLetterModel = z.object({
  id: inboundEventId,
  kind: z.enum(['MESSAGE', 'ACK', 'EDIT', 'REVOKED', 'REACTION']),
  channel: channelModel,
  receivedAt: instant,
  failedAt: instant,
  attempts: count.describe('0: it was refused before it was tried'),
  error: z.string().describe("The error's name; never what is in the event"),
});
export type DeadLetterModel = z.infer<typeof deadLetterModel>;

export const failedMessageModel = z.object({
  id: messageId,
  conversationId,
  channel: channelModel,
  client: z.object({ id: clientId, name: z.string() }),
  createdAt: instant,
  error: messageErrorModel.nullable(),
});
export type FailedMessageModel = z.infer<typeof failedMessageModel>;

const retriedModel = z.object({ retried: count, left: count.describe('How many can still be retried') });
const done = z.object({ success: z.literal(true) });

export const queuesContract = {
  status: route('ADMIN')
    .route({
      method: 'GET',
      path: '/queues/status',
      tags: ['queues'],
      summary: 'What waits, is at work and failed, why it stands still, and how much of the limits is used',
    })
    .output(queueStatusModel),
  cancelWaiting: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/numbers/{channelId}/cancel',
      tags: ['queues'],
      summary: "Take back what waits on a number: what programs and agents queued, no person's answers",
      description:
        'Not the messages of a bulk send that has a page of its own: pause or cancel that one. Whose answer from an agent is taken back is handed over to a person.',
    })
    .input(z.strictObject({ channelId }))
    .output(z.object({ cancelled: count })),
  listDeadLetters: route('ADMIN')
    .route({
      method: 'GET',
      path: '/queues/dead-letters',
      tags: ['queues'],
      summary: 'Incoming events that used up their attempts or were refused, newest first',
    })
    .input(z.strictObject(pageQuery))
    .output(pageOf(deadLetterModel)),
  retryAllDeadLetters: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/dead-letters/retry',
      tags: ['queues'],
      summary: 'Process dead letters again, the oldest 500 at once',
      successStatus: 202,
    })
    .input(z.strictObject({}))
    .output(retriedModel),
  retryDeadLetter: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/dead-letters/{inboundEventId}/retry',
      tags: ['queues'],
      summary: 'Process a dead letter again',
      successStatus: 202,
    })
    .input(z.strictObject({ inboundEventId }))
    .output(done),
  dismissDeadLetter: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/dead-letters/{inboundEventId}/dismiss',
      tags: ['queues'],
      summary: 'Put a dead letter aside',
    })
    .input(z.strictObject({ inboundEventId }))
    .output(done),
  listFailedMessages: route('ADMIN')
    .route({
      method: 'GET',
      path: '/queues/failed-messages',
      tags: ['queues'],
      summary: 'Outgoing messages that failed, newest first; retry one by POST /messages/{messageId}/retry',
    })
    .input(z.strictObject(pageQuery))
    .output(pageOf(failedMessageModel)),
  retryAllFailedMessages: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/failed-messages/retry',
      tags: ['queues'],
      summary: 'Send failed messages again, the newest 100 at once',
      description:
        'Not those that would fail again (nobody on WhatsApp, no such number, no file), that may have left already or were given up after eight attempts, that failed more than seven days ago, or of a bulk send that is stopped: send these one by one.',
      successStatus: 202,
    })
    .input(z.strictObject({}))
    .output(retriedModel),
  dismissFailedMessage: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/failed-messages/{messageId}/dismiss',
      tags: ['queues'],
      summary: 'Put a failed message aside; it stays in its conversation',
    })
    .input(z.strictObject({ messageId }))
    .output(done),
  dismissAllFailedMessages: route('ADMIN')
    .route({
      method: 'POST',
      path: '/queues/failed-messages/dismiss',
      tags: ['queues'],
      summary: 'Put all failed messages aside',
    })
    .input(z.strictObject({}))
    .output(z.object({ dismissed: count })),
};
