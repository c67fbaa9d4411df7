import type { Scope } from '@soul-kg-crm/database';
import { type Language, Problem } from '@soul-kg-crm/shared/problems';
import type { Caller, UserCaller } from '../auth/caller.ts';
import type { ApiContext } from '../context.ts';

/** What a route is given, besides its input. */
export interface RequestContext {
  api: ApiContext;
  caller: Caller | null;
  language: Language;
}

/** The caller's organisation, and nothing else of the database. */
export function scopeOf({ api, caller }: Pick<RequestContext, 'api' | 'caller'>): Scope {
  if (!caller) throw new Problem('UNAUTHENTICATED');
  if (caller.organizationId === null) throw new Problem('FORBIDDEN');
  const { organizationId } = caller;
  return api.database.forOrganization(
    organizationId,
    caller.kind === 'apiKey' ? caller.apiKeyName : undefined,
  );
}

/** The person who acts, or null where a key does, which the scope names. */
export function actorOf({ caller }: Pick<RequestContext, 'caller'>): string | null {
  return caller?.kind === 'user' ? caller.userId : null;
}

/** A person; what only people may do is NOT_FOR_KEYS. */
export function requireUser({ caller }: RequestContext): UserCaller {
  if (!caller) throw new Problem('UNAUTHENTICATED');
  if (caller.kind !== 'user') throw new Problem('NOT_FOR_KEYS');
  return caller;
}
