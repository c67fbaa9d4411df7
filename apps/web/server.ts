import { once } from 'node:events';
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { MAX_UPLOAD_MS } from '@soul-kg-crm/shared/contract';
import next from 'next';
import { env } from './src/env.ts';
import { createApiProxy } from './src/server/api-proxy.ts';

// One origin for the browser: pages from Next, everything under /api from the API, WebSockets included.

const GRACE_MS = 3_000;
const HEADERS_MS = 60_000;

const app = next({ dev: env.isDevelopment, dir: import.meta.dirname, hostname: env.host, port: env.port });
await app.prepare();
const answerPage = app.getRequestHandler();
const upgradePage = app.getUpgradeHandler();
const api = createApiProxy(env.apiUrl, env.proxies);

// Files are passed on while they arrive: the API's limit is ours.
const timeouts = { requestTimeout: MAX_UPLOAD_MS, headersTimeout: HEADERS_MS };
const server = http.createServer(timeouts, (request, response) => {
  if (api.owns(request)) api.forward(request, response);
  else void answerPage(request, response);
});
const upgraded = new Set<Duplex>();
server.on('upgrade', (request, socket, head) => {
  upgraded.add(socket);
  socket.on('close', () => upgraded.delete(socket));
  if (api.owns(request)) api.upgrade(request, socket, head);
  else void upgradePage(request, socket, head);
});

server.listen(env.port, env.host);
await once(server, 'listening');
console.log(`The dashboard is at http://${env.host}:${env.port}`);

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
// What is being answered is answered to its end; open lines would never end by themselves.
const closed = once(server, 'close');
server.close();
api.close();
for (const socket of upgraded) socket.destroy();
await Promise.race([closed, setTimeout(GRACE_MS, undefined, { ref: false })]);
server.closeAllConnections();
await app.close();
