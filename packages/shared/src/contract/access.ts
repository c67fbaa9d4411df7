import { oc } from '@orpc/contract';
import type { Role } from '../enums.ts';

/**
 * Who may call a route. `public` needs no sign-in, `signedIn` needs a user but no organisation; a role means that role
 * or a higher one in the active organisation. The access test walks every route by this word.
 */
export type Access = 'public' | 'signedIn' | Role;

export interface RouteMeta {
  access: Access;
  /** For persons that are signed in, and not for programs with a key. */
  isForPeople?: boolean;
  /** Served by a handler of its own (streams); listed here for the documentation and the access test. */
  isStream?: boolean;
  /** So many attempts for each address, as many as to sign in: for what strangers can call with a secret. */
  isGuarded?: boolean;
}

const base = oc.$meta<RouteMeta>({ access: 'SUPER_ADMIN' });

/** The start of every route: says who may call it before it says anything else. */
export function route(access: Access, options: Omit<RouteMeta, 'access'> = {}) {
  return base.meta({ access, ...options });
}
