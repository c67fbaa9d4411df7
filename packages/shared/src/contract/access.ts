import { oc } from '@orpc/contract';
import type { Role } from '../enums.ts';

/**
 * Who may call a route. `public` needs no sign-in, `signedIn` needs a user but no organisation; a role means that role
 * or a higher one in the active organisation. The access test walks every route by this word.
 */
export type Access = 'public' | 'signedIn' | Role;

export interface RouteMeta {
  access: Access;
  /** Served by a handler of its own (streams); listed here for the documentation and the access test. */
  isStream?: boolean;
}

const base = oc.$meta<RouteMeta>({ access: 'SUPER_ADMIN' });

/** The start of every route: says who may call it before it says anything else. */
export function route(access: Access, options: { isStream?: boolean } = {}) {
  return base.meta({ access, ...options });
}
