import { verifyPassword } from 'better-auth/crypto';
import * as z from 'zod';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';

/** What the demo's account opens by unless DEMO_PASSWORD says otherwise; it stands in the README, so everybody knows it. */
export const PUBLIC_PASSWORD = 'soul-demo-2026';

/** Who has an account in a database, as far as it matters to the demo. */
export interface Inhabitants {
  /** Accounts besides the demo's. */
  others: number;
  /** Whether the demo's account is there, and opens by the password that would be printed. */
  demo: 'none' | 'open' | 'closed';
  /** The installation's owners whose password stands in the README. */
  publicOwners: string[];
}

/** Looks who has an account; changes nothing, and needs no migrations. */
export async function inhabitants(
  system: PrismaClient,
  demo: { email: string; password: string },
): Promise<Inhabitants> {
  if (!(await hasAccounts(system))) return { others: 0, demo: 'none', publicOwners: [] };
  const email = demo.email.toLowerCase();
  const users = await system.user.count();
  const isThere = (await system.user.count({ where: { email } })) > 0;
  return {
    others: isThere ? users - 1 : users,
    demo: isThere ? await demoState(system, email, demo.password) : 'none',
    publicOwners: await publicOwners(system),
  };
}

const tableFound = z.tuple([z.object({ exists: z.boolean() })]);

async function hasAccounts(system: PrismaClient): Promise<boolean> {
  const table = Prisma.sql`SELECT to_regclass('users') IS NOT NULL AS exists`;
  const [{ exists }] = tableFound.parse(await system.$queryRaw(table));
  return exists;
}

async function demoState(system: PrismaClient, email: string, password: string): Promise<'open' | 'closed'> {
  const accounts = await system.account.findMany({
    where: { user: { email }, providerId: 'credential' },
    select: { password: true },
  });
  for (const account of accounts) if (await opens(account.password, password)) return 'open';
  return 'closed';
}

async function publicOwners(system: PrismaClient): Promise<string[]> {
  const owners = await system.account.findMany({
    where: { user: { platformRole: 'SUPER_ADMIN' }, providerId: 'credential' },
    select: { password: true, user: { select: { email: true } } },
  });
  const found: string[] = [];
  for (const { password, user } of owners) if (await opens(password, PUBLIC_PASSWORD)) found.push(user.email);
  return found;
}

const opens = async (hash: string | null, password: string): Promise<boolean> =>
  hash !== null && (await verifyPassword({ hash, password }));
