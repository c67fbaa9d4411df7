import { conversationId, messageId } from '@soul-kg-crm/shared/ids';
import { expect, test } from 'vitest';
import { api } from '@/api/client';
import { optionAfter } from '@/features/inbox/option-after';
import { keysOfEvent, slowKeysOfEvent } from '@/realtime/keys-of-event';

test('the keys walk through what was found, and round at its ends', () => {
  const ids = ['a', 'b', 'c'];
  expect(optionAfter(ids, undefined, 1)).toBe('a');
  expect(optionAfter(ids, undefined, -1)).toBe('c');
  expect(optionAfter(ids, 'a', 1)).toBe('b');
  expect(optionAfter(ids, 'c', 1)).toBe('a');
  expect(optionAfter(ids, 'a', -1)).toBe('c');
  expect(optionAfter([], undefined, 1)).toBeNull();
});

test('where the active one is gone, they begin anew', () => {
  expect(optionAfter(['a', 'b'], 'gone', 1)).toBe('a');
});

test('a new message makes a search old, but not at once', () => {
  const of = {
    conversationId: conversationId.parse('01a1fcbc-d98c-71c1-abad-a90284371077'),
    messageId: messageId.parse('01a1fcbc-d98c-71c1-abad-a90284371078'),
  };
  const created = { kind: 'messages.created' as const, messages: [of] };
  expect(slowKeysOfEvent(created)).toEqual([api.search.key()]);
  expect(keysOfEvent(created)).not.toContainEqual(api.search.key());
  expect(slowKeysOfEvent({ kind: 'conversation.updated', conversationId: of.conversationId })).toEqual([]);
});
