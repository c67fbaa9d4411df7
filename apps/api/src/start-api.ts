import { createServer, type Server } from 'node:http';
import { createDatabase, followClock } from '@soul-kg-crm/database';
import { createLocalMediaStorage } from '@soul-kg-crm/domain';
import { connectRedis, createQueues, DEFAULT_PREFIX, whenRedisReady } from '@soul-kg-crm/queue';
import { MAX_UPLOAD_MS } from '@soul-kg-crm/shared/contract';
import type { Logger } from 'pino';
import type { ApiSettings } from './context.ts';
import { createApp, createContext } from './create-app.ts';
import { openRealtimeGateway } from './realtime/gateway.ts';

export interface ApiOptions {
  databaseUrl: string;
  redisUrl: string;
  redisPrefix?: string | undefined;
  mediaDir: string;
  host: string;
  /** 0: any free one. */
  port: number;
  settings: ApiSettings;
  log: Logger;
}

export interface RunningApi extends AsyncDisposable {
  url: string;
}

const CLOSING_TIME_MS = 10_000;
const HEADERS_MS = 60_000;
const REDIS_PATIENCE_MS = 3_000;

/** Starts the API; disposing of it lets requests that are at work finish and closes everything it opened. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { databaseUrl, redisUrl, redisPrefix = DEFAULT_PREFIX, mediaDir, settings, log } = options;
  await using starting = new AsyncDisposableStack();
  const told = {
    onError: (err: Error) => log.warn({ err }, 'redis.connection_lost'),
    onBack: () => log.info({}, 'redis.connection_back'),
  };
  const database = starting.use(createDatabase({ url: databaseUrl, maxConnections: 15 }));
  starting.use(followClock(database, { onChange: (aheadMs) => log.warn({ aheadMs }, 'clock.apart') }));
  const redis = starting.adopt(connectRedis({ url: redisUrl, ...told, failsFast: true }), disconnect);
  const subscriber = starting.adopt(connectRedis({ url: redisUrl, ...told }), disconnect);
  const storage = createLocalMediaStorage(mediaDir);
  const queues = starting.use(createQueues({ redis, prefix: redisPrefix }));
  const api = createContext({ database, redis, redisPrefix, queues, storage, log }, settings);
  const http = createServer({ requestTimeout: MAX_UPLOAD_MS, headersTimeout: HEADERS_MS }, createApp(api));
  // Without Redis the API starts all the same: most of it works, and /ready says what is missing.
  await whenRedisReady(redis, REDIS_PATIENCE_MS).catch((err: unknown) => log.warn({ err }, 'redis.away'));
  await listen(http, options);
  starting.defer(() => close(http));
  starting.use(openRealtimeGateway(api, http, subscriber));
  const running = starting.move();
  return { url: urlOf(http), [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function disconnect(redis: { disconnect(): void }): void {
  redis.disconnect();
}

async function listen(http: Server, { host, port }: ApiOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

/** Waits for requests at work; what takes too long is cut off. */
async function close(http: Server): Promise<void> {
  const timer = setTimeout(() => http.closeAllConnections(), CLOSING_TIME_MS);
  await new Promise<void>((resolve) => {
    http.close(() => resolve());
    http.closeIdleConnections();
  });
  clearTimeout(timer);
}

function urlOf(http: Server): string {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The API listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
