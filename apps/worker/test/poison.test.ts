import path from 'node:path';
import { retryDeadLetter } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInboundIntake, type InboundIntake } from '../src/inbound/intake.ts';
import { startInboundProcessor } from '../src/inbound/processor.ts';
import { workerContext } from './support/context.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

// One event that nobody understands must neither be lost nor stop those beside it.

let world: World;
let intake: InboundIntake;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  const context = workerContext(world, stack);
  stack.use(startInboundProcessor(context));
  intake = stack.use(await createInboundIntake(context, { spillFolder: path.join(world.folder, 'waiting') }));
});

afterAll(() => stack.disposeAsync());

const take = (event: unknown) => {
  const { organizationId } = world.scope;
  // A page may tell anything, whatever its types say.
  intake.take({ organizationId, channelId: world.channelId }, event as ReturnType<typeof customerMessage>);
};
const messageWith = (content: string) =>
  waitFor(() => world.scope.db.message.findFirst({ where: { content } }), { what: content });

test('a payload without form is kept as a dead letter, and its neighbours arrive', async () => {
  const good = customerMessage('996555300001', 'до');
  take(good);
  take({ kind: 'message', message: { ...good.message, providerMessageId: 'false_x_1', content: null } });
  take(customerMessage('996555300001', 'после'));
  await messageWith('до');
  await messageWith('после');
  const dead = await waitFor(() =>
    world.scope.db.inboundEvent.findFirst({ where: { failedAt: { not: null } } }),
  );
  expect(dead).toMatchObject({ attempts: 0, error: 'ZodError', providerEventId: 'message/false_x_1' });
});

test('so is one whose very name PostgreSQL cannot keep', async () => {
  const { message } = customerMessage('996555300001', 'с именем');
  take({ kind: 'message', message: { ...message, providerMessageId: 'false_x\u0000_2' } });
  take(customerMessage('996555300001', 'после имени'));
  await messageWith('после имени');
  const where = { providerEventId: 'message/false_x_2', failedAt: { not: null } };
  expect(await world.scope.db.inboundEvent.count({ where })).toBe(1);
});

test('so is a correction that does not say to what', async () => {
  const { message } = customerMessage('996555300001', 'с ошибкой');
  const { providerMessageId, isFromMe, contact } = message;
  take({ kind: 'message', message });
  take({ kind: 'edit', edit: { providerMessageId, isFromMe, contact } });
  take(customerMessage('996555300001', 'после ошибки'));
  await messageWith('после ошибки');
  const where = {
    kind: 'EDIT',
    providerEventId: { startsWith: 'refused/' },
    failedAt: { not: null },
  } as const;
  expect(await world.scope.db.inboundEvent.count({ where })).toBe(1);
});

test('a retried dead letter is processed through the queue, once it can be', async () => {
  const { db } = world.scope;
  const dead = await db.inboundEvent.findFirstOrThrow({ where: { providerEventId: 'message/false_x_1' } });
  const { message } = customerMessage('996555300002', 'снова');
  await db.inboundEvent.update({ where: { id: dead.id }, data: { payload: message } });
  await retryDeadLetter(world.scope, { inboundEventId: dead.id, actorId: null });
  expect((await messageWith('снова')).id).toBe(dead.id);
});
