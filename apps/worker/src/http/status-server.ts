import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { requireDatabaseWrites } from '@soul-kg-crm/database';
import { requireRedisWrites } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

export interface StatusServer extends AsyncDisposable {
  port: number;
}

const CHECK_MS = 3_000;

/** `/health`: the process is alive. `/ready`: PostgreSQL and Redis take what is written. `/metrics`: for Prometheus. */
export async function startStatusServer(
  context: WorkerContext,
  address: { host: string; port: number },
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void answer(context, request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  // A TCP server's address is an object; a string is only a pipe's.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer({ database, publisher, prefix, metrics }: WorkerContext, url: string) {
  const path = url.split('?', 1)[0];
  if (path === '/metrics') {
    return { status: 200, type: metrics.registry.contentType, body: await metrics.registry.metrics() };
  }
  if (path === '/health') return json(200, { status: 'ok' });
  if (path !== '/ready') return json(404, { status: 'not found' });
  const checks = {
    database: await answers(requireDatabaseWrites(database.system)),
    redis: await answers(requireRedisWrites(publisher, prefix)),
  };
  const isReady = Object.values(checks).every(Boolean);
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
}

function json(status: number, body: object) {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

async function answers(question: PromiseLike<unknown>): Promise<boolean> {
  const timeout = AbortSignal.timeout(CHECK_MS);
  const late = new Promise<false>((resolve) => timeout.addEventListener('abort', () => resolve(false)));
  return Promise.race([
    late,
    question.then(
      () => true,
      () => false,
    ),
  ]);
}
