import * as z from 'zod';
import { channelDesiredState, whatsAppSessionStatus } from '../enums.ts';
import { channelId, companyId, organizationId, workerId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

const name = z.string().trim().min(1).max(60);
const byChannel = z.strictObject({ channelId });

const reasonModel = z.object({
  code: z.string(),
  message: z.string().describe("What it means and what to do next, in the caller's language"),
});

export const transitionModel = z.object({
  id: z.uuid(),
  status: whatsAppSessionStatus,
  reason: reasonModel.nullable(),
  workerName: z.string().nullable(),
  at: instant,
});
export type TransitionModel = z.infer<typeof transitionModel>;

export const channelSessionModel = z.object({
  organizationId,
  channelId,
  name: z.string(),
  company: z.object({ id: companyId, name: z.string() }),
  isDefault: z.boolean().describe('What is addressed by the organisation alone goes to this number'),
  desiredState: channelDesiredState,
  status: whatsAppSessionStatus,
  reason: reasonModel.nullable().describe('Why it does not work as wanted'),
  isOnline: z.boolean().describe("False while WhatsApp's page has lost the network"),
  phoneNumber: z.string().nullable(),
  formerNumber: z
    .object({ phoneNumber: z.string(), until: instant })
    .nullable()
    .describe('The number that it was before another phone was linked, for 30 days'),
  pushName: z.string().nullable(),
  pairingPhone: z.string().nullable().describe('The phone on which a code is to be typed'),
  lastConnectedAt: instant.nullable(),
  lastDisconnectedAt: instant.nullable(),
  lastTransition: transitionModel.nullable(),
  lastSave: z
    .object({ at: instant, bytes: z.int().nullable() })
    .nullable()
    .describe("The login's newest copy in the database"),
  memoryMb: z.int().nullable(),
  owner: z.string().nullable().describe('Name of the worker that runs it'),
  completeness: z
    .object({ countedAt: instant, onPhone: z.int(), missing: z.int() })
    .nullable()
    .describe('What the phone has in the time that we are responsible for, and how much of it is not stored'),
  restrictions: z.object({
    newChatsBlockedUntil: instant.nullable(),
    newChatsQuota: z.int().nullable(),
    newChatsUsed: z.int().nullable(),
  }),
  createdAt: instant,
});
export type ChannelSessionModel = z.infer<typeof channelSessionModel>;

export const sessionsContract = {
  list: route('AGENT')
    .route({ method: 'GET', path: '/sessions', tags: ['sessions'], summary: 'The WhatsApp numbers' })
    .output(z.object({ items: z.array(channelSessionModel) })),
  create: route('ADMIN')
    .route({
      method: 'POST',
      path: '/sessions',
      tags: ['sessions'],
      summary: 'Add a further number; it waits to be connected',
      successStatus: 201,
    })
    .input(
      z.strictObject({ name, companyId: companyId.optional().describe('The first company unless told') }),
    )
    .output(channelSessionModel),
  get: route('AGENT')
    .route({ method: 'GET', path: '/sessions/{channelId}', tags: ['sessions'], summary: 'One number' })
    .input(byChannel)
    .output(channelSessionModel),
  listTransitions: route('AGENT')
    .route({
      method: 'GET',
      path: '/sessions/{channelId}/transitions',
      tags: ['sessions'],
      summary: 'What a number went through, newest first',
    })
    .input(z.strictObject({ channelId, ...pageQuery }))
    .output(pageOf(transitionModel)),
  update: route('ADMIN')
    .route({
      method: 'PATCH',
      path: '/sessions/{channelId}',
      tags: ['sessions'],
      summary: 'Rename a number, or make it the default one',
    })
    .input(z.strictObject({ channelId, name: name.optional(), isDefault: z.literal(true).optional() }))
    .output(channelSessionModel),
  logOut: route('ADMIN')
    .route({
      method: 'POST',
      path: '/sessions/{channelId}/log-out',
      tags: ['sessions'],
      summary: 'Unlink a number at WhatsApp and forget its login',
    })
    .input(byChannel)
    .output(channelSessionModel),
  move: route('ADMIN')
    .route({
      method: 'POST',
      path: '/sessions/{channelId}/move',
      tags: ['sessions'],
      summary: 'Run a number on a certain worker',
    })
    .input(
      z.strictObject({ channelId, workerId: workerId.nullable().describe('null: wherever there is room') }),
    )
    .output(channelSessionModel),
  delete: route('ADMIN')
    .route({
      method: 'DELETE',
      path: '/sessions/{channelId}',
      tags: ['sessions'],
      summary: 'Take a number out of use; its conversations stay readable',
    })
    .input(
      z.strictObject({
        channelId,
        newDefaultChannelId: channelId.optional().describe('Needed where the default number is deleted'),
      }),
    )
    .output(z.object({ success: z.literal(true) })),
  listWorkers: route('ADMIN')
    .route({
      method: 'GET',
      path: '/workers',
      tags: ['sessions'],
      summary: 'The workers to which a number can be moved now',
    })
    .output(z.object({ items: z.array(z.object({ id: workerId, name: z.string() })) })),
};
