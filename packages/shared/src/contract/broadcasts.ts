import * as z from 'zod';
import { broadcastStatus, broadcastWarning, clientStatus, recipientState } from '../enums.ts';
import { broadcastId, channelId, clientId, conversationId } from '../ids.ts';
import { MAX_TEXT_LENGTH } from '../text-length.ts';
import { route } from './access.ts';
import { instant, messageErrorModel } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

/** So many can be picked by hand; more are chosen by a filter. */
export const MAX_PICKED = 1_000;

const audience = z
  .union(
    [
      z.strictObject({ clientIds: z.array(clientId).min(1).max(MAX_PICKED) }),
      z.strictObject({
        filter: z.strictObject({
          search: z
            .string()
            .trim()
            .min(1)
            .max(100)
            .optional()
            .describe('A part of the name or of the phone number'),
          status: clientStatus.optional(),
          tag: z.string().trim().min(1).max(40).optional().describe('Has this tag'),
        }),
      }),
    ],
    { error: 'Either clientIds or filter, and one of them' },
  )
  .describe(
    'Clients picked by hand, or all whom a filter finds; 10 000 at the most. Everybody is `{ "filter": {} }`, said so: an empty text is refused',
  );
export type AudienceInput = z.input<typeof audience>;

const choice = {
  audience,
  channelId: channelId.optional().describe('The number to write from; the default one unless told'),
};

export const broadcastModel = z.object({
  id: broadcastId,
  channelId,
  channelName: z.string(),
  name: z.string().nullable(),
  content: z.string(),
  status: broadcastStatus,
  error: messageErrorModel.nullable().describe('Why it stopped by itself'),
  createdByName: z.string().nullable(),
  counts: z.object({
    total: z.int(),
    sent: z.int().describe('Have left; those delivered and read among them'),
    delivered: z.int(),
    read: z.int(),
    left: z.int().describe('Still to be sent'),
    failed: z.int(),
    cancelled: z.int().describe('Not sent, because it ended before'),
  }),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type BroadcastModel = z.infer<typeof broadcastModel>;

export const recipientModel = z.object({
  position: z.int(),
  phone: z.string(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  conversationId: conversationId.nullable(),
  state: recipientState,
  error: messageErrorModel.nullable(),
  sentAt: instant.nullable(),
});

export const previewModel = z.object({
  channelId: channelId.describe('The number that it would go out from'),
  total: z.int().describe('Numbers that would get the message'),
  withoutPhone: z.int().describe('Clients who are left out because WhatsApp hides their number'),
  sample: z.array(z.object({ clientId, name: z.string(), phone: z.string() })),
  durationMs: z.int().describe('About so long, within the limits, if nothing else is sent'),
  needsConfirmation: z.boolean(),
  warnings: z.array(broadcastWarning),
});
export type BroadcastPreviewModel = z.infer<typeof previewModel>;

const byBroadcast = z.strictObject({ broadcastId });

export const broadcastsContract = {
  preview: route('ADMIN')
    .route({
      method: 'POST',
      path: '/broadcasts/preview',
      tags: ['broadcasts'],
      summary: 'What a bulk send would be: how many, how long, what speaks against it; sends nothing',
    })
    .input(z.strictObject(choice))
    .output(previewModel),
  create: route('ADMIN')
    .route({
      method: 'POST',
      path: '/broadcasts',
      tags: ['broadcasts'],
      summary: 'Send a text to many clients, within the limits',
      successStatus: 202,
    })
    .input(
      z.strictObject({
        ...choice,
        broadcastId: broadcastId
          .optional()
          .describe(
            'Chosen by you; the same id again is the same bulk send, so that a lost answer costs nothing. Anything else under it is 409',
          ),
        name: z.string().trim().min(1).max(120).optional(),
        content: z.string().trim().min(1).max(MAX_TEXT_LENGTH),
        expectedRecipients: z
          .int()
          .min(1)
          .optional()
          .describe('The total that the preview showed; where it is another one now, nothing is sent'),
        isConfirmed: z
          .boolean()
          .default(false)
          .describe(
            'Somebody has read how many there are. Above 10, or the batch size, nothing is sent without',
          ),
      }),
    )
    .output(broadcastModel),
  list: route('AGENT')
    .route({ method: 'GET', path: '/broadcasts', tags: ['broadcasts'], summary: 'Bulk sends, newest first' })
    .input(z.strictObject(pageQuery))
    .output(pageOf(broadcastModel)),
  get: route('AGENT')
    .route({
      method: 'GET',
      path: '/broadcasts/{broadcastId}',
      tags: ['broadcasts'],
      summary: 'One bulk send, and how far it has got',
    })
    .input(byBroadcast)
    .output(broadcastModel),
  listRecipients: route('AGENT')
    .route({
      method: 'GET',
      path: '/broadcasts/{broadcastId}/recipients',
      tags: ['broadcasts'],
      summary: 'The numbers of a bulk send in their order, each with what has become of it',
    })
    .input(z.strictObject({ broadcastId, ...pageQuery, state: recipientState.optional() }))
    .output(pageOf(recipientModel)),
  pause: route('ADMIN')
    .route({
      method: 'POST',
      path: '/broadcasts/{broadcastId}/pause',
      tags: ['broadcasts'],
      summary: 'Stop for a while; what has not left waits',
    })
    .input(byBroadcast)
    .output(broadcastModel),
  resume: route('ADMIN')
    .route({
      method: 'POST',
      path: '/broadcasts/{broadcastId}/resume',
      tags: ['broadcasts'],
      summary: 'Go on after a pause',
    })
    .input(byBroadcast)
    .output(broadcastModel),
  cancel: route('ADMIN')
    .route({
      method: 'POST',
      path: '/broadcasts/{broadcastId}/cancel',
      tags: ['broadcasts'],
      summary: 'End it; what has not left is not sent any more',
    })
    .input(byBroadcast)
    .output(broadcastModel),
};
