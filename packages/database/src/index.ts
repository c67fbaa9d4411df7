export type * from '../generated/prisma/client.ts';
export { Prisma, PrismaClient } from '../generated/prisma/client.ts';
export { createDatabase, type Database, type DatabaseOptions } from './database.ts';
export { isDatabaseAway, isUniqueViolation } from './errors.ts';
export type { Outbox } from './outbox.ts';
export { listenToOutbox, type OutboxListener, type OutboxListenerOptions } from './outbox-listener.ts';
export { type Provisioned, type ProvisionInput, provisionOrganization } from './provision-organization.ts';
export type { Scope, ScopedTransaction, TenantDb } from './scope.ts';
export { TenantScopeError } from './tenant-extension.ts';
