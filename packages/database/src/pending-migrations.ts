import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';

const FOLDER = path.resolve(import.meta.dirname, '../prisma/migrations');

const tableFound = z.tuple([z.object({ exists: z.boolean() })]);
const applied = z.array(z.object({ migration_name: z.string() }));

/** The names of the migrations of this version that the database does not have yet. */
export async function pendingMigrations(system: PrismaClient): Promise<string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const done = await appliedMigrations(system);
  return known.filter((name) => !done.has(name)).toSorted();
}

async function appliedMigrations(system: PrismaClient): Promise<Set<string>> {
  const table = Prisma.sql`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  const [{ exists }] = tableFound.parse(await system.$queryRaw(table));
  if (!exists) return new Set();
  const rows = await system.$queryRaw(Prisma.sql`
    SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`);
  return new Set(applied.parse(rows).map((row) => row.migration_name));
}
