import { expect, test } from 'vitest';
import { createMessageNotices } from '@/features/attention/message-notices';
import { until } from './until';

// What is told to somebody who does not look at the page.

test('a new message of a customer is told of, once for its conversation', async () => {
  const { notices, told } = listen([received('a')]);
  notices.add(['a']);
  notices.add(['a', 'a']);
  await until(() => expect(told).toEqual(['a']));
});

test('our own message, and what was read meanwhile, is not', async () => {
  const { notices, told } = listen([sent('broadcast'), received('news'), received('older')]);
  notices.add(['broadcast', 'read', 'news']);
  await until(() => expect(told).toEqual(['news']));
});

test('nothing is asked for, and nothing told, to somebody who looks or has not wished for it', async () => {
  const { notices, told, asked, wish } = listen([received('a'), received('b')]);
  wish.isWanted = false;
  notices.add(['a']);
  wish.isWanted = true;
  notices.add(['b']);
  await until(() => expect(told).toEqual(['b']));
  expect(asked.times).toBe(1);
});

test('who comes back while it is looked up is not told of what they see', async () => {
  const { notices, told, asked, wish } = listen([received('a')]);
  notices.add(['a']);
  wish.isWanted = false;
  await until(() => expect(asked.times).toBe(1));
  expect(told).toEqual([]);
});

test('many at once are told of together, by one look', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  const { notices, told, asked } = listen(ids.map(received));
  notices.add(ids);
  await until(() => expect(told).toEqual([4]));
  expect(asked.times).toBe(1);
});

const received = (id: string) => ({ id, lastMessage: { direction: 'INCOMING' as const } });
const sent = (id: string) => ({ id, lastMessage: { direction: 'OUTGOING' as const } });

function listen(unread: readonly ReturnType<typeof received | typeof sent>[]) {
  const told: (string | number)[] = [];
  const asked = { times: 0 };
  const wish = { isWanted: true };
  const notices = createMessageNotices({
    isWanted: () => wish.isWanted,
    fetchUnread: async () => {
      asked.times++;
      return unread;
    },
    showOne: ({ id }) => void told.push(id),
    showMany: (count) => void told.push(count),
    gatherMs: 1,
  });
  return { notices, told, asked, wish };
}
