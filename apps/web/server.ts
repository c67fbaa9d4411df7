import { once } from 'node:events';
import http from 'node:http';
import next from 'next';
import { env } from './src/env.ts';
import { createApiProxy } from './src/server/api-proxy.ts';

// One origin for the browser: pages from Next, everything under /api from the API, WebSockets included.

const app = next({ dev: env.isDevelopment, dir: import.meta.dirname, hostname: env.host, port: env.port });
await app.prepare();
const answerPage = app.getRequestHandler();
const upgradePage = app.getUpgradeHandler();
const api = createApiProxy(env.apiUrl);

const server = http.createServer((request, response) => {
  if (api.owns(request)) api.forward(request, response);
  else void answerPage(request, response);
});
server.on('upgrade', (request, socket, head) => {
  if (api.owns(request)) api.upgrade(request, socket, head);
  else void upgradePage(request, socket, head);
});

server.listen(env.port, env.host);
await once(server, 'listening');
console.log(`The dashboard is at http://${env.host}:${env.port}`);

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
server.close();
api.close();
server.closeAllConnections();
await app.close();
