import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { createQueryClient } from '@/providers/query-client';
import { keepFresh } from '@/realtime/keep-fresh';
import { createRefetch } from '@/realtime/refetch';
import { until } from './until';

// What becomes of the screen while the server is away, and once it is back.

const LONG = 60_000;
const assign = vi.fn();

beforeEach(() =>
  vi.stubGlobal('window', { location: { pathname: '/dashboard/inbox', search: '?filter=unread', assign } }),
);
afterEach(() => vi.unstubAllGlobals());

test('what could not be fetched while the server was away is fetched once the line is back', async () => {
  const screen = show(api.overview.get.key(), [problem(500), problem(500), 'counts']);
  using line = openLine(screen.queryClient);
  await until(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await until(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await until(() => expect(screen.state().data).toBe('counts'));
});

test('an update whose fetch failed is not lost: the line was told of it only once', async () => {
  const screen = show(api.overview.get.key(), ['old', problem(503), 'new']);
  using line = openLine(screen.queryClient);
  await until(() => expect(screen.state().data).toBe('old'));
  line.onEvent({ kind: 'session.updated', organizationId: 'o', channelId: 'c' } as never);
  await until(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await until(() => expect(screen.state().data).toBe('new'));
});

test('a server that recovers while the line stands is asked again by itself', async () => {
  const screen = show(api.overview.get.key(), [problem(500), 'counts']);
  using _line = openLine(screen.queryClient, 20);
  await until(() => expect(screen.state().data).toBe('counts'));
});

test('what is not there is not asked for again and again', async () => {
  const screen = show(api.overview.get.key(), [problem(404), 'counts']);
  using line = openLine(screen.queryClient);
  await until(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  expect(screen.state().fetchStatus).toBe('idle');
});

test('who was signed out elsewhere is led to the sign-in, and from there back to where they were', async () => {
  const screen = show(api.account.me.key(), ['me', problem(401)]);
  using line = openLine(screen.queryClient);
  await until(() => expect(screen.state().data).toBe('me'));
  line.onOnline(false);
  await until(() => expect(assign).toHaveBeenCalledTimes(1));
  expect(assign).toHaveBeenCalledWith(
    `/sign-in?next=${encodeURIComponent('/dashboard/inbox?filter=unread')}`,
  );
});

test('what comes while a list loads for the first time is shown once it has loaded', async () => {
  const answers: ((answer: string) => void)[] = [];
  const screen = show(api.overview.get.key(), [], () => new Promise((resolve) => answers.push(resolve)));
  using line = openLine(screen.queryClient);
  const taken = vi.spyOn(screen.queryClient, 'invalidateQueries');
  line.onEvent({ kind: 'session.updated', organizationId: 'o', channelId: 'c' } as never);
  await until(() => expect(taken).toHaveBeenCalled());
  answers[0]?.('put together before it came');
  await until(() => expect(answers).toHaveLength(2));
  answers[1]?.('with what came');
  await until(() => expect(screen.state().data).toBe('with what came'));
});

type Client = ReturnType<typeof createQueryClient>;
const ways: [string, (queryClient: Client, queryKey: string[]) => unknown][] = [
  ['an event', (queryClient, queryKey) => createRefetch(queryClient).refetch(queryKey)],
  ['a change', (queryClient, queryKey) => queryClient.invalidateQueries({ queryKey })],
];

test.each(ways)(
  '%s does not break off the next page of a list, which is asked for after it',
  async (_who, tell) => {
    const queryClient = createQueryClient();
    const queryKey = ['list'];
    const pages: ((page: string) => void)[] = [];
    const list = new InfiniteQueryObserver(queryClient, {
      queryKey,
      initialPageParam: 0,
      getNextPageParam: (_last: string, all: string[]) => (all.length < 2 ? all.length : null),
      // Reads the signal, as the API's client does: only then is a request broken off.
      queryFn: ({ signal }) =>
        new Promise<string>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          pages.push(resolve);
        }),
    });
    const leave = list.subscribe(() => {});
    pages[0]?.('first');
    await until(() => expect(list.getCurrentResult().isSuccess).toBe(true));
    void list.fetchNextPage();
    void tell(queryClient, queryKey);
    pages[1]?.('second');
    await until(() => expect(list.getCurrentResult().data?.pages).toEqual(['first', 'second']));
    await until(() => expect(pages).toHaveLength(3));
    leave();
  },
);

test('a first load that hangs is given up, and asked for again', async () => {
  const answers: ((answer: string) => void)[] = [];
  const screen = show(['list'], [], () => new Promise((resolve) => answers.push(resolve)));
  const { refetch } = createRefetch(screen.queryClient, 20);
  void refetch(['list']);
  await until(() => expect(answers).toHaveLength(2));
  answers[1]?.('there');
  await until(() => expect(screen.state().data).toBe('there'));
});

test('however many events come while something loads, it is asked for once more', async () => {
  const answers: ((answer: string) => void)[] = [];
  const screen = show(['list'], [], () => new Promise((resolve) => answers.push(resolve)));
  const { refetch } = createRefetch(screen.queryClient);
  const all = Promise.all([refetch(['list']), refetch(['list']), refetch([])]);
  answers[0]?.('old');
  await until(() => expect(answers).toHaveLength(2));
  answers[1]?.('new');
  await all;
  expect(screen.state().data).toBe('new');
  expect(answers).toHaveLength(2);
});

function openLine(queryClient: ReturnType<typeof createQueryClient>, healMs = LONG) {
  const line = keepFresh(queryClient, healMs);
  return { ...line, [Symbol.dispose]: line.stop };
}

/** A part of the screen with the answers that the server gives it, one after the other. */
function show(
  queryKey: readonly unknown[],
  answers: (string | Error)[],
  ask = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? 'nothing more';
  },
) {
  const queryClient = createQueryClient();
  const observer = new QueryObserver<string>(queryClient, { queryKey, retry: false, queryFn: ask });
  observer.subscribe(() => {});
  return { queryClient, state: () => observer.getCurrentQuery().state };
}

function problem(status: number): ApiProblem {
  return new ApiProblem({ status, code: 'UNKNOWN', detail: 'no' });
}
