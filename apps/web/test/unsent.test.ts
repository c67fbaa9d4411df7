import { expect, test } from 'vitest';
import type { PendingMessage } from '@/features/conversation/sending/pending-messages';
import { forgetWritten, UnsentStore } from '@/features/conversation/sending/unsent-store';
import { pending as anyPending } from './pending';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const owner = { organizationId: 'o1', userId: 'u1' };

/** As a browser's, in memory. */
function emptyStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

const pending = (clientMessageId: string, changes: Partial<PendingMessage> = {}) =>
  anyPending(clientMessageId, { createdAt: new Date(NOW - HOUR_MS).toISOString(), ...changes });

const idsIn = (store: UnsentStore, nowMs = NOW) =>
  store.read(nowMs).map(({ conversationId, message }) => [conversationId, message.clientMessageId]);

test('what was given to the composer is there for the next page, in its order', () => {
  const storage = emptyStorage();
  const store = new UnsentStore(storage, owner);
  store.put('c1', pending('second'), 1);
  store.put('c1', pending('first'), 0);
  store.put('c2', pending('earlier', { createdAt: new Date(NOW - 2 * HOUR_MS).toISOString() }), 0);
  expect(idsIn(new UnsentStore(storage, owner))).toEqual([
    ['c2', 'earlier'],
    ['c1', 'first'],
    ['c1', 'second'],
  ]);
  store.remove('c1', 'first');
  expect(idsIn(store)).toHaveLength(2);
});

test('a failed one comes back as that, and what the server has taken does not', () => {
  const store = new UnsentStore(emptyStorage(), owner);
  store.put('c1', pending('a', { state: 'failed', errorMessage: 'Нет' }), 0);
  store.put('c1', pending('b', { state: 'taken' }), 1);
  expect(store.read(NOW)).toMatchObject([{ message: { state: 'failed', errorMessage: 'Нет' } }]);
});

test('nobody sends what somebody else wrote at the same browser', () => {
  const storage = emptyStorage();
  new UnsentStore(storage, owner).put('c1', pending('a'), 0);
  expect(idsIn(new UnsentStore(storage, { ...owner, userId: 'u2' }))).toEqual([]);
  expect(idsIn(new UnsentStore(storage, { ...owner, organizationId: 'o2' }))).toEqual([]);
  expect(idsIn(new UnsentStore(storage, owner))).toHaveLength(1);
});

test('after a day, and where it cannot be read, it is gone', () => {
  const storage = emptyStorage();
  const store = new UnsentStore(storage, owner);
  store.put('c1', pending('a'), 0);
  storage.setItem('unsent:o1:u1:c1:b', '{"content":1}');
  storage.setItem('unsent:o1:u1:c1:c', 'not JSON');
  expect(idsIn(store, NOW + 22 * HOUR_MS)).toHaveLength(1);
  expect(idsIn(store, NOW + 24 * HOUR_MS)).toEqual([]);
  expect(storage.length).toBe(0);
  expect(store.isEmpty()).toBe(true);
});

test('who signs out leaves neither messages nor drafts behind', () => {
  const storage = emptyStorage();
  new UnsentStore(storage, owner).put('c1', pending('a'), 0);
  storage.setItem('draft:c1', 'Добрый');
  storage.setItem('theme', 'dark');
  forgetWritten(storage);
  expect(storage.getItem('theme')).toBe('dark');
  expect(storage.length).toBe(1);
});

test('a browser that keeps no more does not keep the message from being sent', () => {
  const storage = emptyStorage();
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => new UnsentStore(storage, owner).put('c1', pending('a'), 0)).not.toThrow();
});
