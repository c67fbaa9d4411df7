import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { api } from '@/api/client';
import { pendingMessages } from '@/features/conversation/sending/pending-messages';
import { showTaken } from '@/features/conversation/sending/show-taken';
import { pending } from './pending';
import { until } from './until';

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
  pendingMessages.remove('shown', 'b');
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

test('what the server has taken is asked for where no event tells of it, and once where one does', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const stop = showTaken(queryClient, 20);
  const reads: string[] = [];
  const show = (conversationId: string) => {
    const queryFn = async () => reads.push(conversationId);
    const queryKey = api.conversations.listMessages.infiniteKey({
      ...{ input: () => ({ conversationId }), initialPageParam: 0 },
    });
    const paging = { initialPageParam: 0, getNextPageParam: () => null };
    const leave = new InfiniteQueryObserver(queryClient, { queryKey, queryFn, ...paging }).subscribe(
      () => {},
    );
    return { leave, refetch: () => queryClient.refetchQueries({ queryKey }) };
  };
  const [untold, told] = [show('untold'), show('told')];
  await until(() => expect(queryClient.isFetching()).toBe(0));
  for (const id of ['untold', 'told']) {
    pendingMessages.add(id, pending(id));
    pendingMessages.take(id, id);
  }
  await told.refetch();
  await until(() => expect(reads).toEqual(['untold', 'told', 'told', 'untold']));
  untold.leave();
  // Whoever comes back to it sees it, too.
  pendingMessages.add('untold', pending('again'));
  pendingMessages.take('untold', 'again');
  show('untold').leave();
  expect(reads).toHaveLength(5);
  told.leave();
  stop();
});
