import pg from 'pg';

/** Stops all numbers of these organisations, as somebody does who disconnects them; the worker sees it within a second. */
export async function stopNumbers(databaseUrl: string, organizationNames: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `UPDATE channels SET desired_state = 'STOPPED' FROM organizations AS o
       WHERE o.id = channels.organization_id AND o.name = ANY($1) AND desired_state = 'RUNNING'`,
      [organizationNames],
    );
  } finally {
    await client.end();
  }
}
