import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { createQueryClient } from '@/providers/query-client';
import { keepFresh } from '@/realtime/keep-fresh';

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
  await vi.waitFor(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await vi.waitFor(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await vi.waitFor(() => expect(screen.state().data).toBe('counts'));
});

test('an update whose fetch failed is not lost: the line was told of it only once', async () => {
  const screen = show(api.overview.get.key(), ['old', problem(503), 'new']);
  using line = openLine(screen.queryClient);
  await vi.waitFor(() => expect(screen.state().data).toBe('old'));
  line.onEvent({ kind: 'session.updated', organizationId: 'o', channelId: 'c' } as never);
  await vi.waitFor(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  await vi.waitFor(() => expect(screen.state().data).toBe('new'));
});

test('a server that recovers while the line stands is asked again by itself', async () => {
  const screen = show(api.overview.get.key(), [problem(500), 'counts']);
  using _line = openLine(screen.queryClient, 20);
  await vi.waitFor(() => expect(screen.state().data).toBe('counts'));
});

test('what is not there is not asked for again and again', async () => {
  const screen = show(api.overview.get.key(), [problem(404), 'counts']);
  using line = openLine(screen.queryClient);
  await vi.waitFor(() => expect(screen.state().status).toBe('error'));
  line.onOnline(true);
  expect(screen.state().fetchStatus).toBe('idle');
});

test('who was signed out elsewhere is led to the sign-in, and from there back to where they were', async () => {
  const screen = show(api.account.me.key(), ['me', problem(401)]);
  using line = openLine(screen.queryClient);
  await vi.waitFor(() => expect(screen.state().data).toBe('me'));
  line.onOnline(false);
  await vi.waitFor(() => expect(assign).toHaveBeenCalledTimes(1));
  expect(assign).toHaveBeenCalledWith(
    `/sign-in?next=${encodeURIComponent('/dashboard/inbox?filter=unread')}`,
  );
});

function openLine(queryClient: ReturnType<typeof createQueryClient>, healMs = LONG) {
  const line = keepFresh(queryClient, healMs);
  return { ...line, [Symbol.dispose]: line.stop };
}

/** A part of the screen with the answers that the server gives it, one after the other. */
function show(queryKey: readonly unknown[], answers: (string | Error)[]) {
  const queryClient = createQueryClient();
  const observer = new QueryObserver<string>(queryClient, {
    queryKey,
    retry: false,
    queryFn: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? 'nothing more';
    },
  });
  observer.subscribe(() => {});
  return { queryClient, state: () => observer.getCurrentQuery().state };
}

function problem(status: number): ApiProblem {
  return new ApiProblem({ status, code: 'UNKNOWN', detail: 'no' });
}
