import pg from 'pg';

/**
 * The sandbox tells a person's number with their privacy id, as WhatsApp does in time. This makes it as it is before that:
 * what belongs to `lateNumber` is known as the number of whoever has `number`; the next message shows that the two are one.
 */
export async function makeKnownAsTwo(databaseUrl: string, number: string, lateNumber: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `UPDATE client_identities AS late SET client_id = known.client_id FROM client_identities AS known
       WHERE late.value = $2 AND known.value = $1 AND late.organization_id = known.organization_id`,
      [number, lateNumber],
    );
  } finally {
    await client.end();
  }
}
