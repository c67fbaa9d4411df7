import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { withDatabaseName } from './test-services.ts';

const DATABASE_PACKAGE = path.resolve(import.meta.dirname, '../../packages/database');
const TEMPLATE_LOCK = 1_918_442_011;

/**
 * The name of a database with all migrations applied, made once for each state of the migrations. Test processes of
 * every package share it; the first one makes it while the others wait.
 */
export async function migratedTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const name = `test_template_${hashOfMigrations()}`;
  if (await exists(admin, name)) return name;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (!(await exists(admin, name))) await makeTemplate(admin, adminUrl, name);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
}

/** Applies the committed migrations to a database, as a deployment does. */
export async function migrate(url: string): Promise<void> {
  const prisma = path.join(DATABASE_PACKAGE, 'node_modules/prisma/build/index.js');
  const env = { ...process.env, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, [prisma, 'migrate', 'deploy'], { cwd: DATABASE_PACKAGE, env });
}

/** Under another name until it is complete: an interrupted migration must never be taken for a template. */
async function makeTemplate(admin: pg.Client, adminUrl: string, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${unfinished}`);
  await migrate(withDatabaseName(adminUrl, unfinished));
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}

function hashOfMigrations(): string {
  const folder = path.join(DATABASE_PACKAGE, 'prisma/migrations');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.sql'),
  );
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
