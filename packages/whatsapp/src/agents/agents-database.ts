import { createDatabase, type Database, type Scope } from '@soul-kg-crm/database';
import { organizationId as anId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { AgentsNotConfiguredError, agentDatabaseUrl } from './env.ts';

let given: Database | null = null;
let own: Database | null = null;

/** The database to use, in a process that has one; without it, agents open DATABASE_URL themselves. */
export function configureAgents(database: Database | null): void {
  given = database;
}

/** Closes what agents opened themselves. */
export async function closeAgents(): Promise<void> {
  const closing = own;
  own = null;
  await closing?.close();
}

/** An organisation's scope, on the database that there is; NOT_FOUND for what is no id. */
export function scopeOf(organizationId: string): Scope {
  if (!anId.safeParse(organizationId).success) throw new Problem('NOT_FOUND');
  if (given) return given.forOrganization(organizationId);
  const url = agentDatabaseUrl();
  if (!url) throw new AgentsNotConfiguredError();
  own ??= createDatabase({ url, maxConnections: 2 });
  return own.forOrganization(organizationId);
}
