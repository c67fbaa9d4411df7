import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { createMetrics } from './metrics.ts';
import { requirePlainPath } from './plain-path.ts';
import { requestLog } from './request-log.ts';
import { crossOrigin, securityHeaders } from './security-headers.ts';
import type { TrustProxy } from './trust-proxy.ts';

export interface FrontDoorOptions {
  log: Logger;
  publicUrl: string;
  /** Origins whose pages may read answers. */
  trustedOrigins: string[];
  /** As Express' `trust proxy`. */
  trustProxy: TrustProxy;
}

/** What every request passes before it comes to a route: its id and log line, its measured time, the headers of its answer. */
export function frontDoor({ log, publicUrl, trustedOrigins, trustProxy }: FrontDoorOptions): Express {
  const app = express();
  const metrics = createMetrics();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.use(requestLog(log), metrics.observe);
  app.use(securityHeaders(publicUrl), crossOrigin(trustedOrigins));
  app.use(requirePlainPath);
  app.use(metrics.routes);
  return app;
}
