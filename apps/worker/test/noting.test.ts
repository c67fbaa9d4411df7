import type { JobWorker } from '@soul-kg-crm/queue';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import type { OwnedChannel } from '../src/inbound/intake.ts';
import { createNoting } from '../src/outbound/noting.ts';
import { openSendLane } from '../src/outbound/send-lane.ts';
import { sweepChannel } from '../src/outbound/sweep-channel.ts';
import { workerContext } from './support/context.ts';
import { ownedChannel } from './support/lease.ts';
import { statusOfMessage, writeToClient } from './support/one-client.ts';
import { ScriptedClient } from './support/scripted-client.ts';
import { testWorld, type World } from './support/world.ts';

let stack: AsyncDisposableStack;
let world: World;
let context: WorkerContext;
let owned: OwnedChannel;
let client: ScriptedClient;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  context = workerContext(world, stack, { isUnlimited: true });
  owned = await ownedChannel(world);
  client = new ScriptedClient();
});

afterEach(() => stack.disposeAsync());

/** A lane whose first note of what was sent waits for `until`. */
function opened(
  until: Promise<void>,
  channel = owned,
  clientOf: () => ScriptedClient | null = () => client,
): JobWorker {
  const { ledger } = context;
  let waited: Promise<void> | null = until;
  const recordSent: typeof ledger.recordSent = async (...note) => {
    const first = waited;
    waited = null;
    await first;
    await ledger.recordSent(...note);
  };
  const lane = openSendLane({ ...context, ledger: { ...ledger, recordSent } }, channel, clientOf);
  lane.resume();
  return lane;
}

/** A database that one after the other refuses to write, as a full disk makes it, until `hasRoom`. */
function fullDisk(): { context: WorkerContext; makeRoom: () => void } {
  let hasRoom = false;
  const refuse = () => Promise.reject(new Error('could not extend file'));
  const { ledger, database } = context;
  const recordSent: typeof ledger.recordSent = (...note) => (hasRoom ? ledger.recordSent(...note) : refuse());
  const forOrganization: typeof database.forOrganization = (id) => {
    const scope = database.forOrganization(id);
    const transaction: typeof scope.transaction = (work) => (hasRoom ? scope.transaction(work) : refuse());
    return { ...scope, transaction };
  };
  const full = { ...context, database: { ...database, forOrganization }, ledger: { ...ledger, recordSent } };
  return { context: full, makeRoom: () => (hasRoom = true) };
}

const write = (content: string) => writeToClient(world, content);
const statusOf = (id: string) => statusOfMessage(world, id);
const becomes = (id: string, status: string) => waitFor(async () => (await statusOf(id)) === status);
const texts = () => client.arrived.map(({ content }) => content);

test('while a message is being noted as sent, the next one is taken, and leaves only afterwards', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const lane = opened(gate);
  const [first, second] = [await write('раз'), await write('два')];
  await becomes(second, 'SENDING');
  expect(await statusOf(first)).toBe('SENDING');
  expect(texts()).toEqual(['раз']);
  open();
  for (const id of [first, second]) await becomes(id, 'SENT');
  expect(texts()).toEqual(['раз', 'два']);
  await lane.close();
});

test('what left and was not noted any more is looked for by whoever comes next, and not sent again', async () => {
  const { promise: never, resolve: afterAll } = Promise.withResolvers<void>();
  const first = opened(never);
  const id = await write('однажды');
  await waitFor(() => client.arrived.length === 1);
  await waitFor(() => first.atWork() === 0);
  expect(await statusOf(id)).toBe('SENDING');
  const next = opened(Promise.resolve());
  await sweepChannel(context, owned, 0);
  await becomes(id, 'SENT');
  expect(texts()).toEqual(['однажды']);
  afterAll();
  await Promise.all([first.close(), next.close()]);
  expect(await statusOf(id)).toBe('SENT');
});

test('a lane that ends while the database is away says that its last note was not made', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const errors: unknown[] = [];
  const noting = createNoting((error) => errors.push(error));
  let attempts = 0;
  noting.begin(async () => {
    attempts += 1;
    throw away;
  });
  await waitFor(() => attempts > 0);
  noting.stopTrying();
  await expect(noting.ended()).rejects.toBe(away);
  await noting[Symbol.asyncDispose]();
  expect(errors).toEqual([away]);
});

test('what was taken beside a note does not leave where the channel is another worker’s by then', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  let mine: ScriptedClient | null = client;
  const cutOff = opened(gate, owned, () => mine);
  const [first, second] = [await write('раз'), await write('два')];
  await becomes(second, 'SENDING');
  const { channelId } = owned;
  await world.database.system.channelLease.update({ where: { channelId }, data: { expiresAt: new Date(0) } });
  const now = await ownedChannel(world);
  mine = null;
  open();
  await becomes(first, 'SENT');
  await waitFor(() => cutOff.atWork() === 0);
  expect(texts()).toEqual(['раз']);
  expect(await statusOf(second)).toBe('SENDING');
  const next = opened(Promise.resolve(), now);
  await becomes(second, 'SENT');
  expect(texts()).toEqual(['раз', 'два']);
  await Promise.all([cutOff.close(), next.close()]);
});

test('a note that was refused silences nobody: the others leave, and its message is found by its key', async () => {
  const disk = fullDisk();
  const lane = openSendLane(disk.context, owned, () => client);
  lane.resume();
  const refused = await write('раз');
  await waitFor(() => client.arrived.length === 1);
  await waitFor(() => lane.atWork() === 0);
  disk.makeRoom();
  const next = await write('два');
  await becomes(next, 'SENT');
  expect(await statusOf(refused)).toBe('SENDING');
  await sweepChannel(context, owned, 0);
  await becomes(refused, 'SENT');
  expect(texts()).toEqual(['раз', 'два']);
  await lane.close();
});
