import { beforeEach, expect, test, vi } from 'vitest';
import { chosenFiles } from '@/features/conversation/sending/chosen-files';
import { draftKey, drafts } from '@/features/conversation/sending/drafts';
import { keepUnsent } from '@/features/conversation/sending/keep-unsent';
import { moveWritten } from '@/features/conversation/sending/move-written';
import { pendingMessages } from '@/features/conversation/sending/pending-messages';
import { UnsentStore } from '@/features/conversation/sending/unsent-store';
import { pending } from './pending';
import { emptyStorage } from './storage';

const owner = { organizationId: 'o1', userId: 'u1' };

beforeEach(() => {
  // What other tests have left on its way would be kept here as well.
  pendingMessages.clear();
  vi.stubGlobal('localStorage', emptyStorage());
  vi.stubGlobal('window', new EventTarget());
  return () => vi.unstubAllGlobals();
});

test('a draft and chosen files go along when their conversation becomes part of another', () => {
  drafts.write(draftKey('u1', 'gone'), 'Сейчас посмотрю');
  drafts.write(draftKey('u1', 'kept'), 'Добрый день');
  chosenFiles.add('gone', [new File(['1'], 'a.txt')]);
  moveWritten('u1', 'gone', 'kept');
  // A second look at the same news changes nothing.
  moveWritten('u1', 'gone', 'kept');
  expect(drafts.read(draftKey('u1', 'kept'))).toBe('Добрый день\nСейчас посмотрю');
  expect(drafts.read(draftKey('u1', 'gone'))).toBe('');
  expect(chosenFiles.take('kept').map(({ file }) => file.name)).toEqual(['a.txt']);
});

test('what is on its way goes along, and the next page finds it there as well', () => {
  const stop = keepUnsent(owner);
  pendingMessages.add('gone', pending('a'));
  moveWritten('u1', 'gone', 'kept');
  const left = new UnsentStore(localStorage, owner).read(Date.parse('2026-11-21T10:06:00.000Z'));
  expect(left.map(({ conversationId, message }) => [conversationId, message.clientMessageId])).toEqual([
    ['kept', 'a'],
  ]);
  pendingMessages.remove('kept', 'a');
  stop();
});
