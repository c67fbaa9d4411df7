import * as z from 'zod';
import { role } from '../enums.ts';
import { organizationId, userId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';

export const meModel = z.object({
  user: z.object({ id: userId, name: z.string(), email: z.string(), locale: z.enum(['ru', 'en']) }),
  organizationId: organizationId.nullable().describe('The active organisation'),
  organizationName: z.string().nullable(),
  role: role.nullable().describe('In the active organisation'),
});
export type MeModel = z.infer<typeof meModel>;

export const apiKeyModel = z.object({
  id: z.uuid(),
  name: z.string(),
  start: z.string().describe('The first characters, to tell keys apart'),
  createdAt: instant,
  createdByName: z.string().nullable().describe('Null where the person is gone'),
  lastUsedAt: instant.nullable().describe('To the minute'),
  expiresAt: instant.nullable().describe('From then on it is refused; null: never'),
});
export type ApiKeyModel = z.infer<typeof apiKeyModel>;

/** A key that ends by itself does so within a year. */
const MAX_EXPIRY_DAYS = 365;

/** What the sign-in pages must know before anybody is signed in. */
const instanceModel = z.object({
  isSignUpOpen: z.boolean(),
  isSandbox: z.boolean().describe('WhatsApp is stood in for by the sandbox'),
  sandboxUrl: z.string().nullable().describe('Where the sandbox phone is'),
});
export type InstanceModel = z.infer<typeof instanceModel>;

export const accountContract = {
  instance: route('public')
    .route({ method: 'GET', path: '/instance', tags: ['account'], summary: 'What this installation offers' })
    .output(instanceModel),
  me: route('signedIn', { isForPeople: true })
    .route({ method: 'GET', path: '/me', tags: ['account'], summary: 'Who is signed in' })
    .output(meModel),
  updateMe: route('signedIn', { isForPeople: true })
    .route({ method: 'PATCH', path: '/me', tags: ['account'], summary: 'Change name or language' })
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(100).optional(),
        locale: z.enum(['ru', 'en']).optional(),
      }),
    )
    .output(meModel),
  listApiKeys: route('ADMIN', { isForPeople: true })
    .route({ method: 'GET', path: '/api-keys', tags: ['account'], summary: 'API keys of the organisation' })
    .output(z.object({ items: z.array(apiKeyModel), nextCursor: z.string().nullable() })),
  createApiKey: route('ADMIN', { isForPeople: true })
    .route({
      method: 'POST',
      path: '/api-keys',
      tags: ['account'],
      summary: 'Make an API key; the key itself is shown this once',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(60),
        expiresInDays: z
          .int()
          .min(1)
          .max(MAX_EXPIRY_DAYS)
          .optional()
          .describe('It is refused after so many days; never unless told'),
      }),
    )
    .output(apiKeyModel.extend({ key: z.string() })),
  deleteApiKey: route('ADMIN', { isForPeople: true })
    .route({
      method: 'DELETE',
      path: '/api-keys/{apiKeyId}',
      tags: ['account'],
      summary: 'Revoke an API key',
    })
    .input(z.strictObject({ apiKeyId: z.uuid() }))
    .output(z.object({ success: z.literal(true) })),
};
