import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@soul-kg-crm/database';
import { roleOf } from '@soul-kg-crm/domain';
import type { Role } from '@soul-kg-crm/shared/enums';
import { type Language, Problem } from '@soul-kg-crm/shared/problems';
import { fromNodeHeaders } from 'better-auth/node';
import type { ApiContext } from '../context.ts';
import { findKey } from './find-key.ts';

/** A person that is signed in. */
export interface UserCaller {
  kind: 'user';
  userId: string;
  name: string;
  email: string;
  locale: Language;
  organizationId: string | null;
  organizationName: string | null;
  role: Role | null;
}

/** A program with a key. It acts as an ADMIN of the key's organisation, except for what only people may (keys, colleagues, invitations). */
export interface KeyCaller {
  kind: 'apiKey';
  apiKeyId: string;
  apiKeyName: string;
  organizationId: string;
  role: 'ADMIN';
}

export type Caller = UserCaller | KeyCaller;

export interface Identified {
  caller: Caller | null;
  /** Cookies that prolong the session, to be sent back. */
  cookies: string[];
}

/**
 * Who sent these headers. A key, even a wrong one, outweighs a cookie. Only who can hand the cookies back may prolong the
 * session: it is prolonged once a day, and a browser that is not told goes on counting the old end of it.
 */
export async function identify(
  api: ApiContext,
  headers: IncomingHttpHeaders,
  { prolongs }: { prolongs: boolean },
): Promise<Identified> {
  const key = keyOf(headers);
  if (key !== null) return { caller: await callerOfKey(api.database, key), cookies: [] };
  if (!headers.cookie) return { caller: null, cookies: [] };
  return callerOfSession(api, headers, prolongs);
}

/** The API key in the headers, wherever it stands. */
export function keyOf(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-api-key'];
  if (typeof own === 'string') return own;
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** What somebody is told whom these headers do not make known. */
export function notIdentified(headers: IncomingHttpHeaders): Problem {
  return new Problem(keyOf(headers) === null ? 'UNAUTHENTICATED' : 'INVALID_API_KEY');
}

async function callerOfKey(database: Database, key: string): Promise<KeyCaller | null> {
  const found = await findKey(database, key);
  if (!found) return null;
  const { id: apiKeyId, name, referenceId: organizationId } = found;
  return { kind: 'apiKey', apiKeyId, apiKeyName: name ?? '', organizationId, role: 'ADMIN' };
}

async function callerOfSession(
  api: ApiContext,
  headers: IncomingHttpHeaders,
  prolongs: boolean,
): Promise<Identified> {
  const { response, headers: answered } = await api.auth.api.getSession({
    headers: fromNodeHeaders(headers),
    query: { disableRefresh: !prolongs },
    returnHeaders: true,
  });
  if (!response) return { caller: null, cookies: [] };
  const { user, session } = response;
  const member = session.activeOrganizationId
    ? await api.database.system.member.findUnique({
        where: { organizationId_userId: { organizationId: session.activeOrganizationId, userId: user.id } },
        include: { organization: { select: { name: true } } },
      })
    : null;
  const caller: UserCaller = {
    kind: 'user',
    userId: user.id,
    name: user.name,
    email: user.email,
    locale: user.locale === 'en' ? 'en' : 'ru',
    organizationId: member?.organizationId ?? null,
    organizationName: member?.organization.name ?? null,
    role: member ? roleOf(member.role, user.platformRole ?? 'USER') : null,
  };
  return { caller, cookies: answered.getSetCookie() };
}
