import { queueMessageToPhone, retryMessage, storeInboundEvent } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker } from '../src/start-worker.ts';
import { customerMessage, testWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

/** The figures of the whole installation, as Prometheus reads them from one worker. */
async function figures(port: number): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = [...text.matchAll(/^(soul_(?:outbound|inbound|lost)_[a-z_]+) ([\d.e+]+)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value]) => [name, Number(value)]));
}

async function fill(): Promise<void> {
  const { scope, channelId } = world;
  const send = (to: string) =>
    queueMessageToPhone(scope, { to, content: 'Ждёт', sender: 'HUMAN', senderId: null });
  const [old, failed, aside] = [
    await send('996555200001'),
    await send('996555200002'),
    await send('996555200003'),
  ];
  await send('996555200004');
  const { db } = scope;
  const [hourAgo, dayAgo] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 86_400_000)];
  await db.message.update({ where: { id: old.id }, data: { createdAt: hourAgo } });
  // Nobody can hurry these, and nobody waits for a day for what was sent again now.
  const [unknown, blocked, again] = [
    await send('996555200006'),
    await send('996555200007'),
    await send('996555200008'),
  ];
  const of = (message: { id: string }, status: 'UNCONFIRMED' | 'PENDING' | 'FAILED', errorCode?: string) =>
    db.message.update({
      where: { id: message.id },
      data: { createdAt: dayAgo, status, errorCode: errorCode ?? null },
    });
  await of(unknown, 'UNCONFIRMED');
  await of(blocked, 'PENDING', 'NEW_CHATS_BLOCKED');
  await of(again, 'FAILED');
  await retryMessage(scope, again.id);
  await db.message.update({ where: { id: failed.id }, data: { status: 'FAILED' } });
  await db.message.update({ where: { id: aside.id }, data: { status: 'FAILED', dismissedAt: new Date() } });
  const { inboundEventId } = await storeInboundEvent(scope, channelId, customerMessage('996555200005', 'x'));
  await db.inboundEvent.updateMany({ where: { id: inboundEventId ?? '' }, data: { failedAt: new Date() } });
  await db.channel.update({ where: { id: channelId }, data: { desiredState: 'RUNNING' } });
  await db.whatsAppSession.updateMany({ data: { status: 'ERROR', lastConnectedAt: hourAgo } });
}

test('one worker tells what waits, failed and is down in the whole installation', async () => {
  await fill();
  await using stack = new AsyncDisposableStack();
  const start = () => startWorker(world.env({ WORKER_ROLES: 'relay' }), pino({ level: 'error' }));
  const [first, second] = [stack.use(await start()), stack.use(await start())];
  const [told, other] = await waitFor(async () => {
    const both = [await figures(first.port), await figures(second.port)];
    const sorted = both.toSorted((a, b) => (b.soul_lost_sessions ?? 0) - (a.soul_lost_sessions ?? 0));
    return sorted[0]?.soul_lost_sessions === 1 ? sorted : null;
  });
  expect(told).toMatchObject({
    soul_outbound_waiting_messages: 5,
    soul_outbound_failed_messages: 1,
    soul_inbound_dead_letters: 1,
    soul_lost_sessions: 1,
  });
  expect(told?.soul_outbound_oldest_waiting_seconds).toBeGreaterThanOrEqual(3_600);
  expect(told?.soul_outbound_oldest_waiting_seconds).toBeLessThan(80_000);
  expect(other).toMatchObject({ soul_outbound_waiting_messages: 0, soul_lost_sessions: 0 });
});
