import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Incoming events of an organisation that nobody could read, as an older program leaves them behind. */
export async function addDeadLetters(
  databaseUrl: string,
  organizationId: string,
  count: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ids = Array.from({ length: count }, () => randomUUID());
    await client.query(
      `INSERT INTO inbound_events
         (id, organization_id, channel_id, provider_event_id, kind, payload, attempts, error, failed_at)
       SELECT e.id, c.organization_id, c.id, e.id::text, 'MESSAGE', '{}', 3, 'ZodError', now()
       FROM unnest($2::uuid[]) AS e (id), channels AS c WHERE c.organization_id = $1`,
      [organizationId, ids],
    );
  } finally {
    await client.end();
  }
}
