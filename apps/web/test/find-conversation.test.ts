import type { ConversationModel } from '@soul-kg-crm/shared/contract';
import { QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { conversationOptions, foundOf } from '@/components/find-conversation';
import { createQueryClient } from '@/providers/query-client';
import { until } from './until';

// Each conversation's answer is kept for a while, also the one that it became part of another.

const answerOf = (id: string) => ({ id }) as ConversationModel;

/** Opens conversation `a`, of which `b` is kept; says what was shown of it, one after another. */
function open(answer: () => Promise<ConversationModel>) {
  const client = createQueryClient();
  const options = conversationOptions('a');
  client.setQueryData(options.queryKey, answerOf('b'));
  const observer = new QueryObserver(client, { ...options, queryFn: answer, retry: false });
  const shown: (string | undefined)[] = [foundOf(observer.getCurrentResult(), 'a')?.id];
  const stop = observer.subscribe((result) => shown.push(foundOf(result, 'a')?.id));
  return { shown, stop, observer };
}

test('a conversation whose merge was undone is itself again, never the one that it had become part of', async () => {
  const { shown, stop } = open(async () => answerOf('a'));
  await until(() => expect(shown.at(-1)).toBe('a'));
  expect(shown).not.toContain('b');
  stop();
});

test('a conversation that is part of another is followed there once the API has said so again', async () => {
  const { shown, stop } = open(async () => answerOf('b'));
  expect(shown).toEqual([undefined, undefined]);
  await until(() => expect(shown.at(-1)).toBe('b'));
  stop();
});

test('an old answer is not followed where the API cannot be asked', async () => {
  const { shown, stop, observer } = open(() => Promise.reject(new Error('away')));
  await until(() => expect(observer.getCurrentResult().isError).toBe(true));
  expect(shown).not.toContain('b');
  stop();
});
