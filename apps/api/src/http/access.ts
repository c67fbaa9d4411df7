import type { RouteMeta } from '@soul-kg-crm/shared/contract';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { RequestHandler } from 'express';
import { type Caller, identify, notIdentified } from '../auth/caller.ts';
import { isAtLeast } from '../auth/roles.ts';
import type { ApiContext } from '../context.ts';
import { callerOf, setCaller } from './request-locals.ts';

/** Finds out who is calling. */
export function identifyCaller(api: ApiContext): RequestHandler {
  return async (req, res, next) => {
    const { caller, cookies } = await identify(api, req.headers, { prolongs: true });
    setCaller(res, caller);
    if (cookies.length > 0) res.append('Set-Cookie', cookies);
    next();
  };
}

/** Lets only those pass whom the contract's word for the route names. */
export function requireAccess(meta: RouteMeta): RequestHandler {
  return (req, res, next) => {
    const caller = callerOf(res);
    if (meta.access !== 'public' && !caller) throw notIdentified(req.headers);
    checkAccess(meta, caller);
    next();
  };
}

/** Nobody: UNAUTHENTICATED; too low a role, or none: FORBIDDEN; a key where only people may: NOT_FOR_KEYS. */
export function checkAccess({ access, isForPeople }: RouteMeta, caller: Caller | null): void {
  if (access === 'public') return;
  if (!caller) throw new Problem('UNAUTHENTICATED');
  if (isForPeople && caller.kind !== 'user') throw new Problem('NOT_FOR_KEYS');
  if (access === 'signedIn') return;
  if (caller.role === null || !isAtLeast(caller.role, access)) throw new Problem('FORBIDDEN');
}
