import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chosenFiles } from '@/features/conversation/sending/chosen-files';
import type { FileStore } from '@/features/conversation/sending/file-store';
import { keepChosen } from '@/features/conversation/sending/keep-chosen';
import { emptyStorage } from './storage';
import { until } from './until';

// Files that are to go with the next answer, and are not sent yet.

const owner = { organizationId: 'o1', userId: 'u1' };
const colleague = { ...owner, userId: 'u2' };

const text = (name: string) => new File([name], name, { type: 'text/plain' });
const namesIn = (conversationId: string) => chosenFiles.of(conversationId).map(({ file }) => file.name);
const entries = () =>
  Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');

/** The browser's own, as far as it is asked. */
function filesInMemory() {
  const kept = new Map<string, File>();
  return {
    kept,
    put: async (id: string, file: File) => void kept.set(id, file),
    get: async (id: string) => kept.get(id) ?? null,
    remove: async (id: string) => void kept.delete(id),
    clear: async () => kept.clear(),
  } satisfies FileStore & { kept: Map<string, File> };
}

/** Something that another tab of the browser does with an entry. */
function tellOfTab(key: string, newValue: string | null): void {
  if (newValue === null) localStorage.removeItem(key);
  else localStorage.setItem(key, newValue);
  window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
}

beforeEach(() => {
  vi.stubGlobal('localStorage', emptyStorage());
  vi.stubGlobal('window', new EventTarget());
});

afterEach(() => {
  chosenFiles.clear();
  vi.unstubAllGlobals();
});

test('are there for the next page, in their order, and in nobody else’s', async () => {
  const files = filesInMemory();
  // Before it is known whose they are.
  chosenFiles.add('c1', [text('a.txt')]);
  const stop = keepChosen(owner, files);
  chosenFiles.add('c1', [text('b.txt'), text('c.txt')]);
  chosenFiles.add('c2', [text('d.txt')]);
  chosenFiles.remove('c1', chosenFiles.of('c1')[1]?.key ?? '');
  await until(() => expect(entries()).toHaveLength(3));
  stop();
  chosenFiles.clear();

  const end = keepChosen(owner, files);
  await until(() => expect([namesIn('c1'), namesIn('c2')]).toEqual([['a.txt', 'c.txt'], ['d.txt']]));
  expect([...files.kept.values()].map(({ name }) => name)).toEqual(['a.txt', 'c.txt', 'd.txt']);
  end();
  chosenFiles.clear();
  const endOfTheirs = keepChosen(colleague, files);
  chosenFiles.add('c1', [text('theirs.txt')]);
  await until(() => expect(files.kept.size).toBe(4));
  expect(namesIn('c1')).toEqual(['theirs.txt']);
  endOfTheirs();
});

test('are kept no longer than until they are sent', async () => {
  const files = filesInMemory();
  const stop = keepChosen(owner, files);
  chosenFiles.add('c1', [text('a.txt')]);
  await until(() => expect(entries()).toHaveLength(1));
  chosenFiles.take('c1');
  expect(entries()).toEqual([]);
  await until(() => expect(files.kept.size).toBe(0));
  stop();
});

test('are the same in all tabs', async () => {
  const files = filesInMemory();
  const stop = keepChosen(owner, files);
  chosenFiles.add('c1', [text('a.txt')]);
  await until(() => expect(entries()).toHaveLength(1));
  await files.put('b', text('b.txt'));
  tellOfTab('chosen:o1:u1:c1:b', '1');
  await until(() => expect(namesIn('c1')).toEqual(['a.txt', 'b.txt']));
  tellOfTab('chosen:o1:u2:c1:b', '1');

  const [own = ''] = entries();
  tellOfTab(own, null);
  expect(namesIn('c1')).toEqual(['b.txt']);
  // The other tab may have taken it to another conversation: its file is not this tab's to remove.
  await until(() => expect(files.kept.size).toBe(2));
  stop();
});

test('go along when their conversation becomes part of another', async () => {
  const files = filesInMemory();
  const stop = keepChosen(owner, files);
  chosenFiles.add('c1', [text('a.txt')]);
  await until(() => expect(entries()).toHaveLength(1));
  chosenFiles.move('c1', 'c2');
  await until(() => expect(entries()).toEqual([`chosen:o1:u1:c2:${chosenFiles.of('c2')[0]?.key}`]));
  expect(files.kept.size).toBe(1);
  stop();
});

test('whose file the browser has lost are gone', async () => {
  const files = filesInMemory();
  localStorage.setItem('chosen:o1:u1:c1:lost', '1');
  const stop = keepChosen(owner, files);
  await until(() => expect(entries()).toEqual([]));
  expect(namesIn('c1')).toEqual([]);
  stop();
});
