import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isPlainPath } from '@soul-kg-crm/shared/plain-path';
import { problemSentence } from '@soul-kg-crm/shared/problems';
import { createProxyServer } from 'http-proxy-3';
import { type Locale, preferredLocale } from '../i18n/locales.ts';
import { clientAddress } from './client-address.ts';

/** Hands everything that is the API's on to the API, as it is. */
export interface ApiProxy {
  owns(request: IncomingMessage): boolean;
  forward(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

const paths = /^\/(?:api\/|openapi\.json(?:\?|$)|docs(?:[/?]|$))/;

/** The API at `target`, for browsers that reach this server through so many `proxies` of ours. */
export function createApiProxy(target: string, proxies = 0): ApiProxy {
  const proxy = createProxyServer({ target, ws: true });
  let hasWarned = false;
  const addressed = (request: IncomingMessage) => {
    if (proxies === 0 && !hasWarned && request.headers['x-forwarded-for'] !== undefined) {
      hasWarned = true;
      warnOfProxy();
    }
    return withAddress(request, proxies);
  };
  proxy.on('error', (_error, request, response) => {
    if (response instanceof Socket) response.destroy();
    else if ('writeHead' in response)
      answerUnavailable(response, preferredLocale(request.headers['accept-language'] ?? null));
  });
  return {
    // What the proxy would make another path of, like `/api/../metrics`, is not the API's to the outside.
    owns: ({ url = '' }) => paths.test(url) && isPlainPath(url),
    forward: (request, response) => proxy.web(addressed(request), response),
    upgrade: (request, socket, head) => proxy.ws(addressed(request), socket, head),
    close: () => proxy.close(),
  };
}

function warnOfProxy(): void {
  console.warn(
    'Somebody passes requests on (X-Forwarded-For), and WEB_PROXIES is 0: all who come that way count as one when attempts to sign in are limited. Where it is your own proxy, set WEB_PROXIES=1.',
  );
}

/** The API counts attempts by this one address, so it must be nothing that the caller made up. */
function withAddress(request: IncomingMessage, proxies: number): IncomingMessage {
  const address = clientAddress(request, proxies);
  for (const name of ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']) {
    delete request.headers[name];
  }
  request.headers['x-forwarded-for'] = address;
  return request;
}

/** The API is away: said in the form that its own errors have. */
function answerUnavailable(response: ServerResponse, locale: Locale): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' });
  response.end(
    JSON.stringify({
      type: 'about:blank',
      title: 'UNAVAILABLE',
      status: 503,
      code: 'UNAVAILABLE',
      detail: problemSentence('UNAVAILABLE', locale),
      request_id: randomUUID(),
    }),
  );
}
