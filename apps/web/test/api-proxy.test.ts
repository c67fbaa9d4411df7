import { once } from 'node:events';
import { createServer, IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createApiProxy } from '@/server/api-proxy';

// Nobody listens there.
const AWAY = 'http://127.0.0.1:1';

test('while the API is away, the dashboard says so in the language of whoever asks', async () => {
  const proxy = createApiProxy(AWAY);
  const server = createServer((request, response) => proxy.forward(request, response));
  const url = await listen(server);
  const ask = async (language: string) => {
    const response = await fetch(`${url}/api/me`, {
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

test.each([
  { proxies: 0, told: undefined, address: '127.0.0.1' },
  { proxies: 0, told: '203.0.113.9', address: '127.0.0.1' },
  { proxies: 1, told: '10.0.0.7, 203.0.113.9', address: '203.0.113.9' },
  { proxies: 2, told: '10.0.0.7, 203.0.113.9, 10.0.0.1', address: '203.0.113.9' },
  { proxies: 2, told: '203.0.113.9', address: '127.0.0.1' },
  { proxies: 1, told: 'somebody', address: '127.0.0.1' },
])('behind $proxies proxies, $told means $address', async ({ proxies, told, address }) => {
  const api = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  const proxy = createApiProxy(await listen(api), proxies);
  const server = createServer((request, response) => proxy.forward(request, response));
  const response = await fetch(`${await listen(server)}/api/me`, {
    headers: { ...(told && { 'x-forwarded-for': told }), 'x-forwarded-host': 'evil.example.com' },
  });
  const headers: unknown = await response.json();
  expect(headers).toMatchObject({ 'x-forwarded-for': address });
  expect(headers).not.toHaveProperty('x-forwarded-host');
  proxy.close();
  for (const one of [server, api]) {
    one.close();
    one.closeAllConnections();
  }
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}
