import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@soul-kg-crm/shared/ids';
import { MutationObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeOptions, sendWaitingChanges } from '@/features/clients/client-changes';
import { createQueryClient } from '@/providers/query-client';
import { until } from './until';

// What is changed of a client while the server says nothing.

const asked: unknown[] = [];
const server = createServer((request) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => asked.push(JSON.parse(body)));
});
const queryClient = createQueryClient();
const [one, other] = [newId(), newId()];

/** Gives what came of it, once something has. */
function change(clientId: string, what: object, answerMs?: number) {
  const options = changeOptions(queryClient, clientId, answerMs);
  return new MutationObserver(queryClient, { ...options, meta: { isQuiet: true } })
    .mutate({ clientId, ...what })
    .catch((error: Error) => error.name);
}

beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('window', { location: { origin: `http://127.0.0.1:${port}` } });
});

afterEach(async () => {
  queryClient.clear();
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('what waits behind a change that is under way is sent together when the page goes, its notes apart', async () => {
  void change(one, { name: 'Айгуль' });
  void change(one, { notes: 'Про', notesFrom: [''], tags: ['опт'] });
  void change(one, { status: 'CUSTOMER' });
  void change(one, { notes: 'Просит чек', notesFrom: ['', 'Про'] });
  void change(other, { tags: ['новый'] });
  await until(() => expect(asked).toHaveLength(2));
  expect(asked).toContainEqual({ tags: ['новый'] });

  sendWaitingChanges(queryClient);
  // Refused, because a colleague has changed them, they take nothing else along.
  await until(() => expect(asked).toHaveLength(4));
  expect(asked).toContainEqual({ tags: ['опт'], status: 'CUSTOMER' });
  expect(asked).toContainEqual({ notes: 'Просит чек', notesFrom: ['', 'Про'] });
  // Shown again, the page has nothing left to send.
  expect(queryClient.getMutationCache().findAll({ predicate: ({ state }) => state.isPaused })).toEqual([]);
  expect(asked).toHaveLength(4);
});

test('a change that has no answer holds up the next one only for a while', async () => {
  const first = change(one, { name: 'Айгуль' }, 50);
  void change(one, { notes: 'Просит чек' });
  expect(await first).toBe('TimeoutError');
  await until(() => expect(asked).toContainEqual({ notes: 'Просит чек' }));
});
