import { expect, test } from 'vitest';
import { deleteEvents, deleteTransitions } from '../src/maintenance/sweep-history.ts';
import { arrives, customerMessage, testWorld } from './support/world.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const CUSTOMER = '996555200001';

test('what was processed a month ago goes; dead letters, what waits and the messages stay, and a repeat changes nothing', async () => {
  await using world = await testWorld();
  const { database, scope, channelId } = world;
  const old = customerMessage(CUSTOMER, 'давно');
  await arrives(world, old);
  await scope.db.inboundEvent.updateMany({ data: { processedAt: daysAgo(31) } });
  await arrives(world, customerMessage(CUSTOMER, 'недавно'));
  const event = { channelId, kind: 'MESSAGE', payload: {}, receivedAt: daysAgo(99) } as const;
  await scope.db.inboundEvent.createMany({
    data: [
      { ...event, providerEventId: 'waits' },
      { ...event, providerEventId: 'dead', failedAt: daysAgo(99), processedAt: daysAgo(98) },
    ],
  });

  expect(await deleteEvents(database.system)).toBe(1);
  expect(await deleteEvents(database.system)).toBe(0);
  expect(await scope.db.inboundEvent.count()).toBe(3);
  await arrives(world, old);
  const messages = await scope.db.message.findMany({ orderBy: { id: 'asc' } });
  expect(messages.map(({ content }) => content)).toEqual(['давно', 'недавно']);
});

test('what a number went through is kept for three months', async () => {
  await using world = await testWorld();
  const { database, scope, channelId } = world;
  const at = (days: number) => {
    const hex = daysAgo(days).getTime().toString(16).padStart(12, '0');
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab`;
    return { id, channelId, status: 'CONNECTED', createdAt: daysAgo(days) } as const;
  };
  await scope.db.sessionTransition.createMany({ data: [at(91), at(89), at(0)] });
  expect(await deleteTransitions(database.system)).toBe(1);
  expect(await deleteTransitions(database.system)).toBe(0);
  expect(await scope.db.sessionTransition.count()).toBe(2);
});
