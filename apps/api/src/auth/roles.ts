import type { Role } from '@soul-kg-crm/shared/enums';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc } from 'better-auth/plugins/organization/access';

const apiKeyActions = ['create', 'read', 'update', 'delete'] as const;

/** What better-auth's own endpoints let a role do; our routes say it by the contract's `access`. */
export const accessControl = createAccessControl({ ...defaultStatements, apiKey: apiKeyActions });

export const organizationRoles = {
  ADMIN: accessControl.newRole({ ...adminAc.statements, apiKey: [...apiKeyActions] }),
  // Our own route has let only administrators come so far; the installation's owner may be an AGENT of the organisation.
  AGENT: accessControl.newRole({ ...memberAc.statements, apiKey: ['create'] }),
};

const RANK = { AGENT: 1, ADMIN: 2, SUPER_ADMIN: 3 } as const satisfies Record<Role, number>;

/** Whether a role may do what needs `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return RANK[role] >= RANK[least];
}
