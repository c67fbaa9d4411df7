import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const USABLE_ID = /^[\w.:-]{8,100}$/;

/** Gives every request an id, answers it as X-Request-Id, and writes one line when it is done. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: requestIdOf,
    // Method, path without its query (which may hold a name somebody looks for), status: no headers, no addresses.
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: req.url.split('?')[0],
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
    // Why something is away is told where it is found out.
    customLogLevel: (_req, res) => (res.statusCode >= 500 && res.statusCode !== 503 ? 'error' : 'debug'),
    customSuccessMessage: () => 'request.done',
    customErrorMessage: () => 'request.failed',
  });
}

/** The caller's own id where it is usable, so that a request can be followed through several servers. */
function requestIdOf(req: IncomingMessage, res: ServerResponse): string {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && USABLE_ID.test(given) ? given : randomUUID();
  res.setHeader('X-Request-Id', id);
  return id;
}
