import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migratedTemplate } from './template-database.ts';
import { testServices, withDatabaseName } from './test-services.ts';

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/** A fresh database with all migrations applied, copied from a template in some 50 ms; dropped when disposed of. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase((admin, adminUrl) => migratedTemplate(admin, adminUrl));
}

/** A fresh database without a single table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(async () => 'template1');
}

async function createDatabase(
  chooseTemplate: (admin: pg.Client, adminUrl: string) => Promise<string>,
): Promise<TestDatabase> {
  const { adminUrl } = await testServices();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withAdmin(adminUrl, async (admin) => {
    const template = await chooseTemplate(admin, adminUrl);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: withDatabaseName(adminUrl, name),
    [Symbol.asyncDispose]: () => withAdmin(adminUrl, (admin) => drop(admin, name)),
  };
}

async function drop(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
