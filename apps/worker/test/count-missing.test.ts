import { processInboundEvent, sessionOf, storeInboundEvents } from '@soul-kg-crm/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countMissing } from '../src/sessions/count-missing.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

test('what the phone has and we have not is counted, and shown', async () => {
  const messages = ['1', '2', '3'].map((text) => customerMessage('996700123123', text));
  const ids = messages.map(({ message }) => message.providerMessageId);
  const stored = await storeInboundEvents(world.scope, world.channelId, messages.slice(0, 2));
  for (const id of stored) await processInboundEvent(world.scope, id);

  expect(await countMissing(world.scope, world.channelId, ids, [0])).toBe(1);
  expect(await sessionOf(world.scope)).toMatchObject({ phoneMessages: 3, missingMessages: 1 });
  expect(await countMissing(world.scope, world.channelId, ids.slice(0, 2), [0])).toBe(0);
  expect(await sessionOf(world.scope)).toMatchObject({ phoneMessages: 2, missingMessages: 0 });
});

test('a message that is stored under the other id of its chat is not missing', async () => {
  const phone = '+996700124124';
  const lid = '9988776655@lid';
  const { message } = customerMessage('996700124124', 'под телефоном');
  const event = { kind: 'message', message: { ...message, contact: { phone, lid, name: null } } } as const;
  const ids = await storeInboundEvents(world.scope, world.channelId, [event]);
  for (const id of ids) await processInboundEvent(world.scope, id);
  // After the chat has moved to the privacy id, the phone names its messages so.
  const moved = message.providerMessageId.replace('996700124124@c.us', lid);
  const sent = moved.replace('false_', 'true_');
  expect(await countMissing(world.scope, world.channelId, [moved], [0])).toBe(0);
  expect(await countMissing(world.scope, world.channelId, [moved, sent, 'false_odd'], [0])).toBe(2);
});
