import { afterEach, expect, test, vi } from 'vitest';
import { onAccountChange } from '@/session/account-changes';
import { signIn, signOut } from '@/session/auth-requests';
import { until } from './until';

// The tabs of one browser share its session. Both ends are channels of one process, as they are of one browser.

afterEach(() => vi.unstubAllGlobals());

test('who signs in or out in one tab is heard of in the others, who fails to is not', async () => {
  vi.stubGlobal('document', { documentElement: { lang: 'ru' } });
  const heard = vi.fn();
  const stop = onAccountChange(heard);
  const answers = [new Response('{}'), new Response('{}', { status: 401 }), new Response('{}')];
  vi.stubGlobal('fetch', async () => answers.shift());

  await signOut();
  await until(() => expect(heard.mock.calls).toEqual([['out']]));
  await expect(signIn({ email: 'a@example.com', password: 'wrong' })).rejects.toThrow();
  await signIn({ email: 'b@example.com', password: 'right' });
  await until(() => expect(heard.mock.calls).toEqual([['out'], ['in']]));
  stop();
});
