import { expect, test } from 'vitest';
import { groupMessages } from '@/features/conversation/messages/group-messages';
import { type ApiMessage, mergeMessages } from '@/features/conversation/messages/merge-messages';
import { arrivedAfter } from '@/features/conversation/thread/use-arrivals';
import { firstUnread } from '@/features/conversation/thread/use-unread-mark';
import { pending } from './pending';

function stored(id: string, changes: Partial<ApiMessage> = {}): ApiMessage {
  return {
    id,
    clientMessageId: null,
    direction: 'INCOMING',
    sender: 'CLIENT',
    senderId: null,
    senderName: null,
    kind: 'TEXT',
    content: id,
    status: 'PENDING',
    createdAt: '2026-11-21T10:00:00.000Z',
    editedAt: null,
    revokedAt: null,
    clientReaction: null,
    ownReaction: null,
    quoted: null,
    media: null,
    error: null,
    ...changes,
  };
}

test('the thread runs from the oldest to the newest, with what is under way at its end', () => {
  const thread = mergeMessages([stored('b'), stored('a')], [pending('mine')]);
  expect(thread.map(({ key, status }) => [key, status])).toEqual([
    ['a', 'PENDING'],
    ['b', 'PENDING'],
    ['mine', 'PENDING'],
  ]);
});

test('what the server has taken over is shown once, under the key it had', () => {
  const own = stored('m1', { clientMessageId: 'mine', direction: 'OUTGOING', status: 'SENT' });
  const thread = mergeMessages([own, stored('a')], [pending('mine')]);
  expect(thread.map(({ key, id }) => [key, id])).toEqual([
    ['a', 'a'],
    ['mine', 'm1'],
  ]);
});

test('a message that stands on two pages is shown once', () => {
  expect(mergeMessages([stored('c'), stored('b'), stored('b'), stored('a')], [])).toHaveLength(3);
});

test('what could not be sent is shown as failed, with the reason', () => {
  const [message] = mergeMessages([], [pending('x', { state: 'failed', errorMessage: 'why' })]);
  expect(message).toMatchObject({ status: 'FAILED', errorMessage: 'why', id: null });
});

test('messages are divided by day, by side, and by pauses', () => {
  const at = (time: string, changes: Partial<ApiMessage> = {}) =>
    stored(time, { createdAt: time, ...changes });
  const messages = [
    at('2026-11-20T12:00:00.000Z'),
    at('2026-11-20T12:01:00.000Z'),
    at('2026-11-20T12:30:00.000Z'),
    at('2026-11-20T12:30:30.000Z', { direction: 'OUTGOING' }),
    at('2026-11-21T12:00:00.000Z'),
  ];
  const days = groupMessages(mergeMessages(messages.reverse(), []));
  const edges = days.map((day) => day.messages.map(({ isFirst, isLast }) => [isFirst, isLast]));
  expect(edges).toEqual([
    [
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ],
    [[true, true]],
  ]);
});

test('a day and its messages keep their place on the page when the oldest one makes room for a new one', () => {
  const thread = ['a', 'b', 'c'].map((id, minute) =>
    stored(id, { createdAt: `2026-11-21T10:0${minute}:00.000Z` }),
  );
  const page = (messages: ApiMessage[]) => groupMessages(mergeMessages(messages.toReversed(), []));
  const [before] = page(thread.slice(0, 2));
  const [after] = page(thread.slice(1));
  expect(after?.key).toBe(before?.key);
  expect(after?.messages.map(({ message }) => message.key)).toEqual(['b', 'c']);
});

test('a computer whose clock is behind opens no earlier day a second time', () => {
  const late = pending('mine', { createdAt: '2026-11-19T10:00:00.000Z' });
  const days = groupMessages(mergeMessages([stored('a')], [late]));
  expect(days.map(({ messages }) => messages.map(({ message }) => message.key))).toEqual([['a', 'mine']]);
});

test('new are the customers’ messages behind the last that was seen, whatever a clock says', () => {
  const thread = (...newestFirst: ApiMessage[]) => mergeMessages(newestFirst, [pending('mine')]);
  const own = stored('own', { direction: 'OUTGOING' });
  const keys = (messages: ReturnType<typeof thread>, ...seen: string[]) =>
    arrivedAfter(messages, new Set(seen)).map(({ key }) => key);
  const shown = thread(stored('d'), own, stored('c'), stored('b'), stored('a'));
  expect(keys(shown, 'b')).toEqual(['c', 'd']);
  // An earlier page was loaded, and the last one that was seen was taken back.
  expect(keys(shown, 'b', 'c', 'gone')).toEqual(['d']);
  expect(keys(shown, 'c', 'mine')).toEqual(['d']);
  expect(keys(thread(stored('a')))).toEqual(['a']);
});

test('the first of many unread messages is known once it has been fetched, whatever has come since', () => {
  const thread = mergeMessages(
    [stored('new'), stored('e'), stored('d', { direction: 'OUTGOING' }), stored('c'), stored('b')],
    [],
  );
  expect(firstUnread(thread, 'e', 3)).toBe('b');
  expect(firstUnread(thread, 'e', 4)).toBeUndefined();
  const longer = [...mergeMessages([stored('a')], []), ...thread];
  expect(firstUnread(longer, 'e', 4)).toBe('a');
});
