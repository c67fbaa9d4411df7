import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createApiProxy } from '@/server/api-proxy';

// Nobody listens there.
const AWAY = 'http://127.0.0.1:1';

test('while the API is away, the dashboard says so in the language of whoever asks', async () => {
  const proxy = createApiProxy(AWAY);
  const server = createServer((request, response) => proxy.forward(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const ask = async (language: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/me`, {
      headers: { 'accept-language': language },
    });
    const { status, code, detail } = (await response.json()) as Record<string, unknown>;
    return { status, code, detail };
  };
  expect(await ask('ru')).toEqual({
    status: 503,
    code: 'UNAVAILABLE',
    detail: expect.stringMatching(/[а-я]/),
  });
  expect(await ask('en')).toEqual({
    status: 503,
    code: 'UNAVAILABLE',
    detail: expect.stringMatching(/[a-z]/),
  });
  proxy.close();
  server.close();
  server.closeAllConnections();
});

test.each([
  ['/api/me', true],
  ['/api/clients?search=..\\x', true],
  ['/openapi.json', true],
  ['/docs', true],
  ['/docs/', true],
  ['/inbox', false],
  ['/metrics', false],
  ['/api/../metrics', false],
  ['/api/..\\metrics', false],
  ['/api/%2e%2e/metrics', false],
  ['//api/../metrics', false],
  ['/docs/../metrics', false],
  ['//', false],
])('what is asked for by %s is the API’s: %s', (url, isOwned) => {
  const proxy = createApiProxy(AWAY);
  expect(proxy.owns(Object.assign(new IncomingMessage(new Socket()), { url }))).toBe(isOwned);
  proxy.close();
});
