import * as z from 'zod';
import { messageStatus, whatsAppSessionStatus } from '../enums.ts';
import { channelId, conversationId, messageId, organizationId } from '../ids.ts';
import { whatsAppSettings, whatsAppSettingsPatch } from '../settings/index.ts';
import { MAX_CHOSEN_ID_LENGTH, MAX_TEXT_LENGTH } from '../text-length.ts';
import { route } from './access.ts';
import { instant } from './models.ts';

const clientMessageId = z
  .string()
  .min(1)
  .max(MAX_CHOSEN_ID_LENGTH)
  .optional()
  .describe(
    'Of your choice: the same id again is the same message, so that what was not answered can be repeated',
  );
const number = channelId.optional().describe('The default number unless told');
const own = organizationId
  .optional()
  .describe("The caller's own, or the key's, unless told; another one is 404");
const byOrganization = z.strictObject({ organizationId, channelId: number });

const stateAnswer = z.object({
  success: z.literal(true),
  organizationId,
  channelId,
  status: whatsAppSessionStatus,
});

export const sessionModel = z.object({
  organizationId,
  channelId,
  status: whatsAppSessionStatus,
  phoneNumber: z.string().nullable(),
  pushName: z.string().nullable(),
  lastConnectedAt: instant.nullable(),
  lastDisconnectedAt: instant.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable().describe("A sentence in the caller's language"),
});
export type SessionModel = z.infer<typeof sessionModel>;

export const whatsappContract = {
  connect: route('ADMIN')
    .route({
      method: 'POST',
      path: '/whatsapp/connect',
      tags: ['whatsapp'],
      summary: 'Connect a number',
    })
    .input(
      z.strictObject({
        organizationId: own,
        channelId: number,
        pairingPhone: z
          .string()
          .min(1)
          .max(40)
          .optional()
          .describe('Link by a code typed on this phone instead of a code that is scanned'),
      }),
    )
    .output(stateAnswer),
  qr: route('AGENT')
    .route({
      method: 'GET',
      path: '/whatsapp/qr/{organizationId}',
      tags: ['whatsapp'],
      summary: 'The code to scan now',
    })
    .input(byOrganization)
    .output(
      z.object({
        qrCode: z.string().nullable().describe('Raw text of the code; null when there is none'),
        pairingCode: z.string().nullable().describe('To type on the phone, where a code was asked for'),
        expiresAt: instant.nullable(),
      }),
    ),
  status: route('AGENT')
    .route({
      method: 'GET',
      path: '/whatsapp/status/{organizationId}',
      tags: ['whatsapp'],
      summary: 'State of the session',
    })
    .input(byOrganization)
    .output(sessionModel),
  disconnect: route('ADMIN')
    .route({
      method: 'POST',
      path: '/whatsapp/disconnect/{organizationId}',
      tags: ['whatsapp'],
      summary: 'Disconnect; the linked device stays and connects again without a new code',
    })
    .input(byOrganization)
    .output(stateAnswer),
  getSettings: route('AGENT')
    .route({
      method: 'GET',
      path: '/whatsapp/settings/{organizationId}',
      tags: ['whatsapp'],
      summary: 'Limits, safety and quiet hours',
    })
    .input(byOrganization)
    .output(whatsAppSettings),
  updateSettings: route('ADMIN')
    .route({
      method: 'PUT',
      path: '/whatsapp/settings/{organizationId}',
      tags: ['whatsapp'],
      summary: 'Change limits, safety and quiet hours; what is left out stays as it is',
    })
    .input(byOrganization.extend(whatsAppSettingsPatch.shape))
    .output(whatsAppSettings),
  sendBulk: route('ADMIN')
    .route({
      method: 'POST',
      path: '/whatsapp/send/bulk',
      tags: ['whatsapp'],
      summary: 'Send texts to many numbers; each waits for its turn within the limits',
      successStatus: 202,
    })
    .input(
      z.strictObject({
        organizationId: own,
        channelId: number,
        messages: z
          .array(
            z.strictObject({
              to: z.string().min(1).max(40),
              content: z.string().trim().min(1).max(MAX_TEXT_LENGTH),
              conversationId: conversationId.optional(),
              clientMessageId,
            }),
          )
          .min(1)
          .max(100)
          .describe('Who is named twice with the same text gets it once, unless each has an id of its own'),
        requireConfirmation: z
          .boolean()
          .optional()
          .describe(
            'false: somebody has confirmed. Above 10 messages, or the batch size, nothing is sent without',
          ),
      }),
    )
    .output(
      z.object({
        success: z.literal(true),
        queued: z.int(),
        failed: z.int(),
        errors: z.array(
          z.object({
            to: z.string(),
            error: z
              .string()
              .describe(
                'A code; what ended with UNAVAILABLE or INTERNAL is to be sent again, under the same ids',
              ),
            message: z.string().optional().describe('What is wrong, in words; not of those two'),
          }),
        ),
      }),
    ),
  send: route('AGENT')
    .route({
      method: 'POST',
      path: '/whatsapp/send',
      tags: ['whatsapp'],
      summary: 'Send a text to a number',
      description:
        'Sent with a key, it silences no agent in the conversation: where people answer through your program, say so with `agentState` of `PATCH /conversations/{conversationId}`.',
      successStatus: 202,
    })
    .input(
      z.strictObject({
        organizationId: own,
        channelId: number,
        to: z
          .string()
          .min(1)
          .max(40)
          .describe(
            'Phone number in the international form; within its conversation also the privacy id (…@lid) of a client whose number WhatsApp hides',
          ),
        content: z.string().trim().min(1).max(MAX_TEXT_LENGTH),
        conversationId: conversationId.optional(),
        clientMessageId,
        priority: z.int().min(1).max(10).optional(),
      }),
    )
    .output(z.object({ success: z.literal(true), messageId, conversationId, status: messageStatus })),
};
