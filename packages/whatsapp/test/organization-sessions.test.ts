import { expect, test } from 'vitest';
import { OrganizationSessions, type SessionManagerOptions } from '../src/sessions/index.ts';
import { anyMessage, CHANNEL, READY, sessionWorld } from './session-world.ts';

const ORGANIZATION = CHANNEL.organizationId;

test('an organisation’s client is there once its number is connected, and leaves nothing when it is disconnected', async () => {
  const { manager, clients } = sessionWorld((client) => client.emit(READY));
  const sessions = new OrganizationSessions(manager, async (id) => (id === ORGANIZATION ? CHANNEL : null));
  expect(await sessions.getOrCreateClient('org-2')).toBeNull();
  await expect.poll(() => sessions.getOrCreateClient(ORGANIZATION)).not.toBeNull();
  expect(await sessions.getOrCreateClient(ORGANIZATION)).toBe(clients[0]);
  expect(clients).toHaveLength(1);
  expect(sessions.getStatus(ORGANIZATION)).toBe('CONNECTED');
  expect(sessions.getStatus('org-2')).toBe('DISCONNECTED');
  expect(sessions.getQRCode(ORGANIZATION)).toBeNull();
  await sessions.disconnect('org-2');
  expect(clients[0]?.isStopped).toBe(false);
  await sessions.disconnect(ORGANIZATION);
  expect([clients[0]?.isStopped, manager.running()]).toEqual([true, []]);
  expect(sessions.getStatus(ORGANIZATION)).toBe('DISCONNECTED');
});

test('what comes before there is an incoming queue waits for it, in its order', async () => {
  const options: Partial<SessionManagerOptions> = { onChannelEvent: undefined };
  const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY), options);
  await manager.start(CHANNEL);
  await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
  for (const id of ['first', 'second']) clients[0]?.emit({ kind: 'message', message: anyMessage(id, 1) });
  await expect.poll(() => sleeper.asked).toContain(1000);
  const taken: string[] = [];
  manager.setIncomingQueue((_channel, event) => {
    if (event.kind === 'message') taken.push(event.message.providerMessageId);
  });
  await expect.poll(() => sleeper.wake(1000)).toBe(true);
  await expect.poll(() => taken).toEqual(['first', 'second']);
  await manager.stopAll();
});
