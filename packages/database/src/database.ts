import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { isReadOnly } from './errors.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { PLANS_KEPT_MS, PreparedStatements, preparedName } from './prepared-statements.ts';
import { openScope, type Scope, type Statement } from './scope.ts';
import { endSilentConnections, LOOK_MS } from './silent-connections.ts';

export interface DatabaseOptions {
  url: string;
  /** Connections at the most; 10 unless told. */
  maxConnections?: number;
  /** For how long a prepared statement's plan is used; 10 000 ms unless told. */
  plansKeptMs?: number;
  /** How often connections are looked at that may lead nowhere any more; every 1 000 ms unless told. */
  lookMs?: number;
}

/** One process's way to PostgreSQL. Domain code never sees this, only a scope opened for one organisation. */
export interface Database extends AsyncDisposable {
  /** Not scoped: for accounts, the relay, sweeps, and to find out whose a row is. */
  readonly system: PrismaClient;
  /** As little as can stand between us and PostgreSQL, not scoped: for the relay. */
  readonly statement: Statement;
  /** `apiKeyName`: of the key by which a program acts, for the activity log. */
  forOrganization(organizationId: string, apiKeyName?: string): Scope;
  close(): Promise<void>;
}

/**
 * A process that stands still in the middle of a transaction, or whose machine is gone, holds its rows no longer; nothing
 * of ours thinks for so long between two statements. Told when connecting, which costs no statement.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;
/**
 * What such a process, or a way that leads nowhere any more, leaves at PostgreSQL is gone within a minute or so. For two
 * hours, which is usual, it would take the place of new connections. Told when connecting, too.
 */
const SERVER_KEEPS_ALIVE = '-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=5';

/** Opens lazily: the first query connects. */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = openPool(options);
  const adapter = new OneAtATime(pool, { disposeExternalPool: true });
  const system = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
  const prepared = new PreparedStatements(pool, options.plansKeptMs ?? PLANS_KEPT_MS);
  const statement: Statement = ({ text, values }) => {
    const name = preparedName(text);
    const rows = name
      ? prepared.run({ name, text, values })
      : pool.query<Record<string, unknown>>({ text, values }).then((answer) => answer.rows);
    return rows.catch(throwWithoutValues);
  };
  const close = () => system.$disconnect();
  return {
    system,
    statement,
    forOrganization: (organizationId, apiKeyName) =>
      openScope(system, statement, { organizationId, apiKeyName: apiKeyName ?? null }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openPool(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    options: SERVER_KEEPS_ALIVE,
  });
  endSilentConnections(pool, options.url, options.lookMs ?? LOOK_MS);
  // An idle connection that breaks is replaced when the next one is needed.
  pool.on('error', () => {});
  // The pool hands a connection over before the adapter listens to it. An error in between had nobody to take
  // it, which ends a Node process; whoever asks next is told by the query itself.
  pool.on('connect', (client) => void client.on('error', () => {}));
  pool.on('connect', endOnceReadOnly);
  return pool;
}

/**
 * After a fail-over the address stands for another server, while this connection is still the old one's, which takes no
 * writes any more: a transaction that it refused would give it back to the pool, for the next one.
 */
function endOnceReadOnly({ connection }: pg.PoolClient): void {
  connection.on('errorMessage', (error: unknown) => {
    if (!isReadOnly(error)) return;
    // Not before whoever asked has been told.
    setImmediate(() => connection.stream.destroy());
  });
}

/** PostgreSQL quotes the row in these, and errors are logged: what customers write and their numbers are not. */
function throwWithoutValues(error: unknown): never {
  if (error instanceof pg.DatabaseError) Object.assign(error, { detail: undefined, where: undefined });
  throw error;
}
