import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { signalAll } from '@soul-kg-crm/tooling/test-world';
import type { SoakWorld } from './soak-world.ts';

export interface FaultKind {
  name: string;
  happen(world: SoakWorld, form: { isLong: boolean }): Promise<void>;
}

const anyOf = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};
const between = ([least, most]: [number, number]) => pause(least + Math.random() * (most - least));
const somewhen = (mostMs: number) => between([0, mostMs]);

/** Everything that is killed, cut off or stands still, and comes back by itself or by whoever looks after the machine. */
const ALL: readonly FaultKind[] = [
  {
    name: 'kill -9 of a worker',
    happen: async ({ workers, startWorker }) => {
      const [name, worker] = anyOf([...workers]);
      await worker.kill();
      await somewhen(3_000);
      startWorker(name);
    },
  },
  {
    name: 'kill -9 of a Chromium',
    happen: async ({ sessionsFolder }) => {
      const browsers = await browsersOf(sessionsFolder);
      if (browsers.length > 0) signalAll([anyOf(browsers)], 'SIGKILL');
    },
  },
  {
    name: 'kill -9 of PostgreSQL',
    happen: async ({ postgres }) => {
      await postgres.kill();
      await somewhen(4_000);
      await postgres.start();
    },
  },
  {
    name: 'kill -9 of Redis',
    happen: async ({ redis }) => {
      await redis.kill();
      await somewhen(4_000);
      await redis.start();
    },
  },
  {
    name: 'kill -9 of the API',
    happen: async ({ api }) => {
      await api.kill();
      await somewhen(3_000);
      await api.start();
    },
  },
  {
    // Often for longer than its leases last: it wakes up among messages that another worker has taken meanwhile. Its
    // browsers go on without it.
    name: 'a frozen worker',
    happen: async ({ workers }, { isLong }) => {
      const [, worker] = anyOf([...workers]);
      worker.freeze();
      await between(isLong ? [1_000, 30_000] : [6_000, 8_000]);
      worker.thaw();
    },
  },
  {
    name: 'a frozen API',
    happen: ({ api }, { isLong }) => freeze(api, isLong),
  },
  {
    name: 'a frozen PostgreSQL',
    happen: ({ postgres }, { isLong }) => freeze(postgres, isLong),
  },
  {
    name: 'a frozen Redis',
    happen: ({ redis }, { isLong }) => freeze(redis, isLong),
  },
  {
    name: 'a page that freezes',
    happen: ({ sandbox, numbers }) =>
      whereConnected(
        sandbox.do('freeze', {
          account: anyOf(numbers).account,
          durationMs: 500 + Math.floor(Math.random() * 4_000),
        }),
      ),
  },
  {
    name: 'a page that crashes',
    happen: ({ sandbox, numbers }) =>
      whereConnected(sandbox.do('crash', { account: anyOf(numbers).account })),
  },
  {
    name: 'a network that drops',
    happen: async ({ sandbox, numbers }) => {
      const { account } = anyOf(numbers);
      await sandbox.do('faults', { account, isOffline: true });
      await somewhen(4_000);
      await sandbox.do('faults', { account, isOffline: false });
    },
  },
];

async function freeze(
  frozen: { freeze(): Promise<void>; thaw(): Promise<void> },
  isLong: boolean,
): Promise<void> {
  await frozen.freeze();
  await between(isLong ? [500, 20_000] : [500, 3_000]);
  await frozen.thaw();
}

/** To look into one kind: SOAK_ONLY=Redis */
export const FAULTS = ALL.filter(({ name }) => name.includes(process.env.SOAK_ONLY ?? ''));

/** The main processes of the browsers that run now. */
export async function browsersOf(sessionsFolder: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const words = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).split('\0');
    const isBrowser = words.some((word) => word.startsWith(`--user-data-dir=${sessionsFolder}`));
    if (isBrowser && !words.some((word) => word.startsWith('--type='))) found.push(Number(entry));
  }
  return found;
}

/** A page that is just not there can be neither frozen nor crashed. */
async function whereConnected(fault: Promise<unknown>): Promise<void> {
  await fault.catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('No page')) throw error;
  });
}
