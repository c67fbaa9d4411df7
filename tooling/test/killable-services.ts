import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { choosePort } from '../bootstrap/ports.mjs';
import { postgresPort, startPostgres, stopPostgres } from '../bootstrap/postgres.mjs';
import { startRedis, stopRedis } from '../bootstrap/redis.mjs';
import { askRedis } from '../bootstrap/redis-ask.mjs';
import { migrate } from './template-database.ts';
import { withDatabaseName } from './test-services.ts';
import { waitFor } from './wait-for.ts';

/** A server of a test's own, which it may kill -9 and start again on the same data and the same port. */
export interface KillableService extends AsyncDisposable {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stands still, with every connection and lock that it holds, and goes on where it was. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

export interface KillablePostgres extends KillableService {
  /** Of the postmaster, whose children serve the connections. */
  pid(): number;
}

/** What is committed survives the death of the process, not a power cut: that is not what is tested, and costs minutes. */
const SETTINGS = ['fsync=off', 'full_page_writes=off'];
const DATABASE = 'soul';

/** A PostgreSQL with the migrated database in it; with these settings ("name=value") in place of the tests' ones. */
export async function killablePostgres(folder: string, settings = SETTINGS): Promise<KillablePostgres> {
  const dataDir = path.join(folder, 'postgres');
  const port = await choosePort();
  const options = { dataDir, password: 'postgres', choosePort: async () => port, settings };
  const { url } = await startPostgres(options);
  const admin = new pg.Client(url('postgres'));
  await admin.connect();
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  await admin.end();
  await migrate(withDatabaseName(url('postgres'), DATABASE));
  const pidOf = () => Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
  return {
    url: url(DATABASE),
    pid: pidOf,
    kill: async () => {
      const pid = pidOf();
      // It starts nobody any more while its children are counted: whom it left would keep its memory from the next one.
      signalAll([pid], 'SIGSTOP');
      const children = childrenOf(pid);
      signalAll([pid, ...children], 'SIGKILL');
      await waitFor(() => [pid, ...children].every((one) => !isAlive(one)), { what: 'a dead PostgreSQL' });
    },
    start: async () => void (await startPostgres(options)),
    freeze: async () => {
      // The postmaster first: whom it starts meanwhile would not stand still.
      signalAll([pidOf()], 'SIGSTOP');
      signalAll(childrenOf(pidOf()), 'SIGSTOP');
    },
    thaw: async () => signalAll([...childrenOf(pidOf()), pidOf()], 'SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      if (await postgresPort(dataDir)) await stopPostgres(dataDir);
    },
  };
}

/** A Redis with an append-only file. */
export async function killableRedis(folder: string): Promise<KillableService> {
  const dataDir = path.join(folder, 'redis');
  // Any free one: while it is killed, a number that all of them prefer would be taken by the next one.
  const port = await choosePort();
  const options = { dataDir, choosePort: async () => port };
  const { url } = await startRedis(options);
  const readPid = async () => {
    const [info = ''] = await askRedis(url, [['INFO', 'server']]);
    return Number(/process_id:(\d+)/.exec(info)?.[1]);
  };
  // One that stands still does not answer any more.
  let frozen: number | null = null;
  return {
    url,
    kill: async () => {
      const pid = await readPid();
      signalAll([pid], 'SIGKILL');
      await waitFor(() => !isAlive(pid), { what: 'a dead Redis' });
    },
    start: async () => void (await startRedis(options)),
    freeze: async () => {
      frozen = await readPid();
      signalAll([frozen], 'SIGSTOP');
    },
    thaw: async () => {
      if (frozen !== null) signalAll([frozen], 'SIGCONT');
      frozen = null;
    },
    [Symbol.asyncDispose]: () => stopRedis(dataDir),
  };
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Whoever of them is gone already is passed over. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone already
    }
  }
}

/** A zombie, whom nobody has waited for, counts as dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
