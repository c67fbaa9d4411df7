import { setTimeout as pause } from 'node:timers/promises';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';
import { isWriteConflict } from './errors.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { scopeArgs, TenantScopeError } from './tenant-extension.ts';

/** The tables of one organisation; raw SQL and transactions of its own are left out on purpose. */
export type TenantDb = Omit<ScopedClient, `$${string}`>;

/** One organisation's handle on the data: the only database that domain code gets. */
export interface Scope {
  readonly organizationId: string;
  /** Of the API key by which a program acts here; null: a person, or the product itself. */
  readonly apiKeyName: string | null;
  readonly db: TenantDb;
  /** One statement of raw SQL, committed by itself; unscoped: name the organisation in it, and parse what comes back. */
  statement: Statement;
  /**
   * All or nothing, including what the outbox announces. `work` changes nothing but the database: where its transaction and
   * another one waited for each other, it is run again.
   */
  transaction<Result>(work: (tx: ScopedTransaction) => Promise<Result>): Promise<Result>;
}

/** Runs one statement and gives its rows as pg has them: big numbers as text, moments as dates. */
export type Statement = (query: Prisma.Sql) => Promise<unknown[]>;

export interface ScopedTransaction {
  readonly organizationId: string;
  readonly apiKeyName: string | null;
  readonly db: TenantDb;
  readonly outbox: Outbox;
  /** Raw SQL, unscoped: name the organisation in it, and parse what comes back. */
  raw(query: Prisma.Sql): Promise<unknown[]>;
  /**
   * Waits for its turn: whoever holds the same key in this organisation goes first, until the transaction ends. Of a key
   * within a room also whoever holds the room's own key: who needs many of them takes that one.
   */
  lock(key: string, room?: string): Promise<void>;
}

/** Whose scope it is, and who acts in it. */
type ScopeOwner = Pick<Scope, 'organizationId' | 'apiKeyName'>;

/** Opens the handle of one organisation. */
export function openScope(system: PrismaClient, statement: Statement, owner: ScopeOwner): Scope {
  const { organizationId } = owner;
  const db = scopedClient(system, organizationId);
  return {
    ...owner,
    db,
    statement,
    transaction: (work) =>
      againAfterConflict(() => db.$transaction((tx) => work(openTransaction(tx, owner)))),
  };
}

const MOST_RUNS = 5;
const PAUSE_MS = 50;

/**
 * Not at once: whoever waited for what the ended one held is just waking up, on a busy machine after the next run has taken
 * it again, and both would wait for each other once more.
 */
async function againAfterConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let run = 1; ; run += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isWriteConflict(error) || run === MOST_RUNS) throw error;
      await pause(run * PAUSE_MS * (0.5 + Math.random()));
    }
  }
}

type ScopedClient = ReturnType<typeof scopedClient>;
type TransactionClient = Parameters<Parameters<ScopedClient['$transaction']>[0]>[0];

function scopedClient(system: PrismaClient, organizationId: string) {
  return system.$extends({
    name: 'tenant-scope',
    query: {
      $allModels: {
        async $allOperations({ model, operation, args, query }) {
          // Prisma types `args` per model and operation; the scope treats all of them alike.
          const result = await query(scopeArgs(model, operation, args, organizationId) as typeof args);
          if (operation === 'upsert' && result === null)
            throw new TenantScopeError(`${model}: the key is taken`);
          return result;
        },
      },
    },
  });
}

function openTransaction(tx: TransactionClient, owner: ScopeOwner): ScopedTransaction {
  return {
    ...owner,
    db: tx,
    outbox: createOutbox(tx),
    raw: (query) => tx.$queryRaw<unknown[]>(query),
    lock: async (key, room) => {
      const numberOf = (name: string) =>
        Prisma.sql`hashtextextended(${`${owner.organizationId}:${name}`}, 0)`;
      if (room === undefined) {
        await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${numberOf(key)})`);
        return;
      }
      // The room first, in the order in which they are named.
      const entered = Prisma.sql`pg_advisory_xact_lock_shared(${numberOf(room)})`;
      await tx.$executeRaw(Prisma.sql`SELECT ${entered}, pg_advisory_xact_lock(${numberOf(key)})`);
    },
  };
}
