import { apiKey } from '@better-auth/api-key';
import { type Database, isDatabaseAway } from '@soul-kg-crm/database';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { isAPIError } from 'better-auth/api';
import { organization } from 'better-auth/plugins';
import type { Logger } from 'pino';
import { accessControl, organizationRoles } from './roles.ts';

export type Auth = ReturnType<typeof createAuth>;

export interface AuthOptions {
  database: Database;
  publicUrl: string;
  trustedOrigins: string[];
  secret: string;
  log: Logger;
}

/** Set by us on every request to better-auth, whatever the caller said. */
export const CLIENT_ADDRESS_HEADER = 'x-client-address';

/** better-auth as the product uses it: e-mail and password, organisations, API keys that belong to an organisation. */
export function createAuth({ database, publicUrl, trustedOrigins, secret, log }: AuthOptions) {
  return betterAuth({
    appName: 'Soul KG CRM',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins,
    database: prismaAdapter(database.system, { provider: 'postgresql', transaction: true }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, autoSignIn: true },
    user: {
      additionalFields: {
        platformRole: { type: 'string', required: false, input: false, defaultValue: 'USER' },
        locale: { type: 'string', required: false, input: false, defaultValue: 'ru' },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, activeOrganizationId: await firstOrganizationOf(database, session.userId) },
          }),
        },
      },
    },
    // Ours, on Redis, covers better-auth's endpoints as well.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'soul-kg-crm',
      database: { generateId: 'uuid' },
      // `npm start` runs in production mode on http://localhost, where a Secure cookie would not come back.
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // What is no refusal is answered where every error is. Left to better-auth, the database's errors, which quote what
    // was asked for, would be printed and become a 500.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) throw error;
      },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // Only that it happened, or what was away: better-auth's messages may name a person.
      log: (level, _message, ...more: unknown[]) => {
        const err = more.find(isDatabaseAway);
        if (err) log.warn({ err }, 'auth.database_is_away');
        else log[level === 'error' ? 'error' : 'debug']('auth.library_message');
      },
    },
    plugins: [
      organization({
        ac: accessControl,
        roles: organizationRoles,
        creatorRole: 'ADMIN',
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
      }),
      apiKey({
        references: 'organization',
        defaultPrefix: 'soul_',
        startingCharactersConfig: { charactersLength: 10 },
        // It counts in units of UTF-16, our contract in characters, of which each is two of them at the most.
        maximumNameLength: 120,
        rateLimit: { enabled: false },
      }),
    ],
  });
}

async function firstOrganizationOf(database: Database, userId: string): Promise<string | null> {
  const member = await database.system.member.findFirst({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { organizationId: true },
  });
  return member?.organizationId ?? null;
}
