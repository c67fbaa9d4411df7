import { processInboundEvent, retryDeadLetter, storeInboundEvent } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { startInboundSweep } from '../src/inbound/sweep-inbound.ts';
import { workerContext } from './support/context.ts';
import { testWorld, type World } from './support/world.ts';

let world: World;
let context: WorkerContext;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  context = workerContext(world, stack);
});

afterAll(() => stack.disposeAsync());

const HOUR_MS = 3_600_000;

/** Of a message that nobody knows, and that came more than a day ago. */
async function oldAck(key: string, hours = 25): Promise<string> {
  const ack = {
    providerMessageId: `true_996555100077@c.us_3A${key.padStart(18, '0')}`,
    level: 'READ',
  } as const;
  const { inboundEventId } = await storeInboundEvent(world.scope, world.channelId, { kind: 'ack', ack });
  const id = inboundEventId ?? '';
  const receivedAt = new Date(Date.now() - hours * HOUR_MS);
  await world.scope.db.inboundEvent.update({ where: { id }, data: { receivedAt } });
  return id;
}

test('an ack without its message is given up after a day, and one that somebody retried waits for another', async () => {
  const [forgotten, retried, younger] = [await oldAck('1'), await oldAck('2'), await oldAck('3', 23)];
  const { db } = world.scope;
  await db.inboundEvent.update({ where: { id: retried }, data: { failedAt: new Date() } });
  await retryDeadLetter(world.scope, { inboundEventId: retried, actorId: null });
  const sweep = startInboundSweep(context);
  stack.use(sweep);
  const isDone = async (id: string) =>
    (await db.inboundEvent.findUniqueOrThrow({ where: { id } })).processedAt !== null;
  await waitFor(() => isDone(forgotten), { what: 'the ack is given up' });
  expect([await isDone(retried), await isDone(younger)]).toEqual([false, false]);
  expect(await processInboundEvent(world.scope, retried)).toBe('waiting');
});
