import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetrics, type Metrics } from '../src/runtime/metrics.ts';
import { openWaitingEvents, workersFolder } from '../src/sessions/waiting-events.ts';
import { claimIdentity } from '../src/sessions/worker-identity.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

// What a worker could not store while PostgreSQL was away waits on its disk for a worker that has another name.

let world: World;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

/** A worker that takes one event which it cannot store, and ends. */
async function endsWithout(sessionsFolder: string, text: string): Promise<string> {
  await using database = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', maxConnections: 1 });
  const context = { database, metrics: createMetrics(), log };
  await using identity = await claimIdentity(workersFolder(sessionsFolder));
  await using waiting = await openWaitingEvents(context, sessionsFolder, identity, { closingMs: 10 });
  const channel = { organizationId: world.scope.organizationId, channelId: world.channelId };
  waiting.intake.take(channel, customerMessage('996555500004', text));
  return identity.workerId;
}

async function startsAgain(sessionsFolder: string) {
  await using stack = new AsyncDisposableStack();
  const identity = stack.use(await claimIdentity(workersFolder(sessionsFolder)));
  const context = { database: world.database, metrics: createMetrics(), log };
  stack.use(await openWaitingEvents(context, sessionsFolder, identity));
  return stack.move();
}

/** What Prometheus would be told. */
async function waitingOnDisk(metrics: Metrics): Promise<number> {
  const shown = /^soul_inbound_waiting_disk_bytes (\d+)$/m.exec(await metrics.registry.metrics());
  return Number(shown?.[1]);
}

test('what waits on the disk is counted, whoever left it there, until it is stored', async () => {
  const folder = path.join(world.folder, 'counted');
  const metrics = createMetrics();
  const context = { database: world.database, metrics, log };
  const left = await endsWithout(folder, 'на диске');
  // Of a worker that lives, by another machine's word: this one does not take it.
  const record = { host: 'another', boot: '', pid: 1, started: '1' };
  const file = path.join(workersFolder(folder), `${left}.json`);
  await writeFile(file, JSON.stringify(record));
  await using identity = await claimIdentity(workersFolder(folder));
  {
    await using _waiting = await openWaitingEvents(context, folder, identity);
    expect(await waitingOnDisk(metrics)).toBeGreaterThan(100);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(file, longAgo, longAgo);
  }
  await using _next = await openWaitingEvents(context, folder, identity);
  await waitFor(async () => (await waitingOnDisk(metrics)) === 0);
  expect(await isStored('на диске')).toBe(true);
});

const isStored = async (content: string) => (await world.scope.db.message.count({ where: { content } })) > 0;

test('what workers left at an orderly end is stored by the next one, whatever its name', async () => {
  const folder = path.join(world.folder, 'ended');
  const first = await endsWithout(folder, 'от первого');
  const second = await endsWithout(folder, 'от второго');
  expect(second).not.toBe(first);
  {
    await using _next = await startsAgain(folder);
    await waitFor(() => isStored('от первого'));
    await waitFor(() => isStored('от второго'));
  }
  // Nothing is left for the one after it.
  await (await startsAgain(folder)).disposeAsync();
  const left = await readdir(path.join(folder, 'waiting'), { recursive: true });
  expect(left.filter((name) => name.endsWith('.jsonl'))).toEqual([]);
});

test('what a killed worker of another machine left is stored once it has long shown no life, and not before', async () => {
  const folder = path.join(world.folder, 'killed');
  const killed = await endsWithout(folder, 'от убитого');
  const living = await endsWithout(folder, 'от живого');
  // Of containers that are gone it cannot be seen whether their processes live.
  const write = (workerId: string) =>
    writeFile(
      path.join(workersFolder(folder), `${workerId}.json`),
      JSON.stringify({ host: 'another', boot: '', pid: 1, started: '1' }),
    );
  // The second one has adopted what the first one left: a worker apart for each of them.
  const adopted = path.join(folder, 'waiting', living);
  const [inner = ''] = (await readdir(adopted)).filter((name) => !name.endsWith('.jsonl'));
  await rename(path.join(adopted, inner), path.join(folder, 'waiting', killed));
  await write(killed);
  await write(living);
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(path.join(workersFolder(folder), `${killed}.json`), longAgo, longAgo);
  await using _next = await startsAgain(folder);
  await waitFor(() => isStored('от убитого'));
  expect(await isStored('от живого')).toBe(false);
});

test('a file that cannot be opened keeps nothing else waiting, and is stored when it can be', async () => {
  const folder = path.join(world.folder, 'unreadable');
  const workers = [await endsWithout(folder, 'за преградой'), await endsWithout(folder, 'рядом')];
  // The second one has adopted the first one's: put side by side, each has one file.
  const [first = '', second = ''] = workers.map((id) => path.join(folder, 'waiting', id));
  const [inner = ''] = (await readdir(second)).filter((name) => !name.endsWith('.jsonl'));
  await rename(path.join(second, inner), first);
  const [file = ''] = await readdir(first);
  // No file can be opened where a folder stands.
  await rename(path.join(first, file), path.join(folder, file));
  await mkdir(path.join(first, file));
  await using _next = await startsAgain(folder);
  await waitFor(() => isStored('рядом'));
  const left = async () => {
    const names = await readdir(path.join(folder, 'waiting'), { recursive: true });
    return names.filter((name) => path.basename(name) === file);
  };
  await waitFor(async () => (await left()).length === 1);
  const place = path.join(folder, 'waiting', (await left())[0] ?? '');
  await rm(place, { recursive: true });
  await rename(path.join(folder, file), place);
  // It looks again every ten seconds.
  await waitFor(() => isStored('за преградой'));
});

test('what is no folder of a worker is left alone', async () => {
  const folder = path.join(world.folder, 'strange');
  const strange = path.join(folder, 'waiting', 'notes');
  await mkdir(strange, { recursive: true });
  await mkdir(path.join(folder, 'waiting', newId()));
  await (await startsAgain(folder)).disposeAsync();
  expect(await readdir(path.join(folder, 'waiting'))).toEqual(['notes']);
});
