import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { newId } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';

export interface WorkerIdentity extends AsyncDisposable {
  workerId: string;
  /** For people: the name that was given, else the machine's. */
  name: string;
  /** Says that this process lives, to those who cannot see it; to be called now and then. */
  showLife(): Promise<void>;
}

/** Whoever does not show life for so long is taken for dead where nothing else tells. */
const SILENT_MS = 10 * 60_000;

/** `started`: of two processes with the same number, it tells which. */
const identityFile = z.object({ host: z.string(), boot: z.string(), pid: z.int(), started: z.string() });

/**
 * Who this process is to the other workers. It takes over from a process of this machine that died, and with it the
 * channels that are still leased to that one: a worker that is started again need not wait for leases to run out.
 */
export async function claimIdentity(folder: string, givenName?: string): Promise<WorkerIdentity> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const workerId = (await takeOver(folder)) ?? newId();
  const file = path.join(folder, `${workerId}.json`);
  const { pid } = process;
  const started = (await startOf(pid)) ?? '';
  await writeSafely(file, JSON.stringify({ host: hostname(), boot: await bootId(), pid, started }));
  return {
    workerId,
    name: givenName ?? hostname(),
    showLife: () => utimes(file, new Date(), new Date()),
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  };
}

/** The id of a worker of this machine that died; of several processes that want it, the one that renames its file gets it. */
async function takeOver(folder: string): Promise<string | null> {
  for (const entry of (await readdir(folder)).sort()) {
    const workerId = /^([\da-f-]{36})\.json$/.exec(entry)?.[1];
    if (!workerId || (await lifeOf(path.join(folder, entry))) !== 'dead') continue;
    const mine = path.join(folder, `${entry}.${process.pid}`);
    const isMine = await rename(path.join(folder, entry), mine).then(
      () => true,
      () => false,
    );
    if (!isMine) continue;
    await rm(mine, { force: true });
    return workerId;
  }
  return null;
}

/** Whether no worker of that id lives any more: it ended, it was killed here, or it has long not shown life elsewhere. */
export async function isGone(folder: string, workerId: string): Promise<boolean> {
  const file = path.join(folder, `${workerId}.json`);
  const life = await lifeOf(file);
  if (life !== 'unknown') return life === 'dead';
  const shownMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Date.now() - shownMs > SILENT_MS;
}

/** Only of this very machine, in this boot, can it be told whether a process lives; another's may share the folder. */
async function lifeOf(file: string): Promise<'alive' | 'dead' | 'unknown'> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const parsed = identityFile.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.host !== hostname()) return 'unknown';
  const { boot, pid, started } = parsed.data;
  const isDead = boot !== (await bootId()) || !isAlive(pid) || ((await startOf(pid)) ?? started) !== started;
  return isDead ? 'dead' : 'alive';
}

/** When a process started, in the system's own units; null where that cannot be told. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold spaces; the start is the 20th word after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
}

async function writeSafely(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
