export type * from '../generated/prisma/client.ts';
export { Prisma, PrismaClient } from '../generated/prisma/client.ts';
export { createDatabase, type Database, type DatabaseOptions } from './database.ts';
export { createKeyring, DecryptionError, type Encrypted, type Keyring } from './encryption.ts';
export {
  isBrokenReference,
  isDatabaseAway,
  isReadOnly,
  isUniqueViolation,
  isWriteConflict,
} from './errors.ts';
export { type ClockOptions, followClock } from './follow-clock.ts';
export { fencedScope, LeaseLostError, type LeaseRef } from './lease-fence.ts';
export type { Outbox } from './outbox.ts';
export { listenToOutbox, type OutboxListener, type OutboxListenerOptions } from './outbox-listener.ts';
export { pendingMigrations } from './pending-migrations.ts';
export { type Provisioned, type ProvisionInput, provisionOrganization } from './provision-organization.ts';
export type { Scope, ScopedTransaction, Statement, TenantDb } from './scope.ts';
export { requireDatabaseWrites } from './takes-writes.ts';
export { TenantScopeError } from './tenant-extension.ts';
