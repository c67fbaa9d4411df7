import { beforeEach, expect, test, vi } from 'vitest';
import { chosenFiles } from '@/features/conversation/sending/chosen-files';
import { draftKey, drafts } from '@/features/conversation/sending/drafts';
import { keepUnsent } from '@/features/conversation/sending/keep-unsent';
import { type PendingMessage, pendingMessages } from '@/features/conversation/sending/pending-messages';
import { restoreUnsent } from '@/features/conversation/sending/restore-unsent';
import { UnsentStore } from '@/features/conversation/sending/unsent-store';
import { leaving } from '@/session/leaving';
import '@/providers/forget-all';
import { pending as anyPending } from './pending';
import { emptyStorage } from './storage';
import { until } from './until';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const owner = { organizationId: 'o1', userId: 'u1' };

const pending = (clientMessageId: string, changes: Partial<PendingMessage> = {}) =>
  anyPending(clientMessageId, { createdAt: new Date(NOW - HOUR_MS).toISOString(), ...changes });

const idsIn = (store: UnsentStore, nowMs = NOW) =>
  store.read(nowMs).map(({ conversationId, message }) => [conversationId, message.clientMessageId]);

// What other tests have left on its way would be kept here as well.
beforeEach(() => pendingMessages.clear());

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

test('what was written before it was known whose it is outlives the page, too', () => {
  const storage = emptyStorage();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('window', new EventTarget());
  pendingMessages.add('early', pending('on a slow line', { createdAt: new Date().toISOString() }));
  const stop = keepUnsent(owner);
  expect(idsIn(new UnsentStore(storage, owner), Date.now())).toEqual([['early', 'on a slow line']]);
  pendingMessages.remove('early', 'on a slow line');
  expect(new UnsentStore(storage, owner).isEmpty()).toBe(true);
  stop();
});

test('a failed one that another tab throws away goes here as well, and stays where its conversation only moved', async () => {
  const storage = emptyStorage();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('window', new EventTarget());
  const store = new UnsentStore(storage, owner);
  const now = new Date().toISOString();
  for (const id of ['gone', 'moved', 'other']) {
    store.put('c1', pending(id, { createdAt: now, state: 'failed' }), 0);
  }
  const stop = keepUnsent(owner);
  const shown = () => pendingMessages.of('c1').map(({ clientMessageId }) => clientMessageId);
  await until(() => expect(shown()).toEqual(['gone', 'moved', 'other']));
  const removeElsewhere = (id: string) => {
    const key = `unsent:o1:u1:c1:${id}`;
    storage.removeItem(key);
    window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue: null }));
  };
  removeElsewhere('gone');
  store.put('c2', pending('moved', { createdAt: now, state: 'failed' }), 0);
  removeElsewhere('moved');
  expect(shown()).toEqual(['moved', 'other']);
  stop();
  removeElsewhere('other');
  expect(shown()).toEqual(['moved', 'other']);
  pendingMessages.clear();
  vi.unstubAllGlobals();
});

test('nobody sends what somebody else wrote at the same browser', () => {
  const storage = emptyStorage();
  new UnsentStore(storage, owner).put('c1', pending('a'), 0);
  expect(idsIn(new UnsentStore(storage, { ...owner, userId: 'u2' }))).toEqual([]);
  expect(idsIn(new UnsentStore(storage, { ...owner, organizationId: 'o2' }))).toEqual([]);
  expect(idsIn(new UnsentStore(storage, owner))).toHaveLength(1);
});

test('what cannot be read goes', () => {
  const storage = emptyStorage();
  const store = new UnsentStore(storage, owner);
  storage.setItem('unsent:o1:u1:c1:b', '{"content":1}');
  storage.setItem('unsent:o1:u1:c1:c', 'not JSON');
  expect(idsIn(store)).toEqual([]);
  expect(store.isEmpty()).toBe(true);
});

test('after a day nothing is sent by itself: what was written goes back into the composer', async () => {
  const storage = emptyStorage();
  vi.stubGlobal('localStorage', storage);
  const store = new UnsentStore(storage, owner);
  const dayAgo = new Date(Date.now() - 25 * HOUR_MS).toISOString();
  store.put('c1', pending('Добрый день', { createdAt: dayAgo }), 0);
  store.put('c1', pending('Ваш заказ готов', { createdAt: dayAgo, state: 'failed' }), 1);
  drafts.write(draftKey('u1', 'c1'), 'Ещё раз');

  await restoreUnsent(store, owner);
  expect(drafts.read(draftKey('u1', 'c1'))).toBe('Ещё раз\nДобрый день\nВаш заказ готов');
  expect(pendingMessages.of('c1')).toEqual([]);
  expect(store.isEmpty()).toBe(true);
  vi.unstubAllGlobals();
});

test('what goes back into the composer does so once, also where a part of a line says the same', () => {
  vi.stubGlobal('localStorage', emptyStorage());
  const key = draftKey('u1', 'c1');
  drafts.write(key, 'Да, конечно');
  drafts.append(key, 'Да');
  drafts.append(key, 'Да');
  drafts.append(key, 'Привезём завтра\nутром');
  drafts.append(key, 'Привезём завтра\nутром');
  expect(drafts.read(key)).toBe('Да, конечно\nДа\nПривезём завтра\nутром');
  vi.unstubAllGlobals();
});

test('a draft is its writer’s, and stays in the page where the browser keeps nothing', () => {
  const storage = emptyStorage();
  vi.stubGlobal('localStorage', storage);
  drafts.write(draftKey('u1', 'c1'), 'Добрый');
  expect([drafts.read(draftKey('u1', 'c1')), drafts.read(draftKey('u2', 'c1'))]).toEqual(['Добрый', '']);
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  drafts.write(draftKey('u1', 'c1'), 'Добрый день');
  expect(drafts.read(draftKey('u1', 'c1'))).toBe('Добрый день');
  drafts.write(draftKey('u1', 'c1'), '');
  expect(drafts.read(draftKey('u1', 'c1'))).toBe('');
  vi.unstubAllGlobals();
});

test('chosen files wait in their conversation, and nothing keeps those that are gone', () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  chosenFiles.add('c1', [new File(['1'], 'a.txt'), new File(['2'], 'b.txt')]);
  chosenFiles.add('c2', [new File(['3'], 'c.txt')]);
  const [first] = chosenFiles.of('c1');
  chosenFiles.remove('c1', first?.key ?? '');
  expect(revoked.mock.calls).toEqual([[first?.previewUrl]]);
  expect(chosenFiles.take('c1').map(({ file }) => file.name)).toEqual(['b.txt']);
  expect(revoked).toHaveBeenCalledTimes(1);
  chosenFiles.clear();
  expect(revoked).toHaveBeenCalledTimes(2);
  expect([...chosenFiles.of('c1'), ...chosenFiles.of('c2')]).toEqual([]);
});

test('who signs out leaves neither messages nor drafts behind', () => {
  const storage = emptyStorage();
  new UnsentStore(storage, owner).put('c1', pending('a'), 0);
  storage.setItem(draftKey('u1', 'c1'), 'Добрый');
  storage.setItem('theme', 'dark');
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('sessionStorage', emptyStorage());
  pendingMessages.add('c1', pending('a'));
  // Nothing of the dashboard is shown, as for whoever is led out of it.
  leaving.tell();
  expect(pendingMessages.of('c1')).toEqual([]);
  expect(storage.getItem('theme')).toBe('dark');
  expect(storage.length).toBe(1);
  vi.unstubAllGlobals();
});

test('a browser that keeps no more does not keep the message from being sent', () => {
  const storage = emptyStorage();
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => new UnsentStore(storage, owner).put('c1', pending('a'), 0)).not.toThrow();
});
