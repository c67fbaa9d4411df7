import { expect, test } from 'vitest';
import { pendingMessages } from '@/features/conversation/sending/pending-messages';
import { pending } from './pending';

const ids = (conversationId: string) =>
  pendingMessages.of(conversationId).map(({ clientMessageId, state }) => [clientMessageId, state]);

test('what the server has taken stays until its own copy is shown, while somebody looks', () => {
  const leave = pendingMessages.show('shown');
  pendingMessages.add('shown', pending('a'));
  pendingMessages.add('shown', pending('b', { state: 'failed' }));
  pendingMessages.take('shown', 'a');
  expect(ids('shown')).toEqual([
    ['a', 'taken'],
    ['b', 'failed'],
  ]);
  leave();
  expect(ids('shown')).toEqual([['b', 'failed']]);
});

test('what is taken after one has gone to another conversation is kept by nobody', () => {
  const first = pendingMessages.show('left');
  const second = pendingMessages.show('left');
  pendingMessages.add('left', pending('a'));
  pendingMessages.add('left', pending('b'));
  first();
  pendingMessages.take('left', 'a');
  expect(ids('left')).toEqual([
    ['a', 'taken'],
    ['b', 'sending'],
  ]);
  second();
  expect(ids('left')).toEqual([['b', 'sending']]);
  pendingMessages.take('left', 'b');
  expect(ids('left')).toEqual([]);
});

test('what is leaving a conversation that became part of another is found and taken there', () => {
  const leave = pendingMessages.show('kept');
  pendingMessages.add('kept', pending('there'));
  pendingMessages.add('gone', pending('on-its-way'));
  pendingMessages.move('gone', 'kept');
  expect([ids('gone'), ids('kept')]).toEqual([
    [],
    [
      ['there', 'sending'],
      ['on-its-way', 'sending'],
    ],
  ]);
  // By whoever began to send it in the old one.
  expect(pendingMessages.find('gone', 'on-its-way')).toBeDefined();
  pendingMessages.take('gone', 'on-its-way');
  expect(ids('kept')).toContainEqual(['on-its-way', 'taken']);
  leave();
  pendingMessages.remove('kept', 'there');
});
