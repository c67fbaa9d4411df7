import { Problem } from '@soul-kg-crm/shared/problems';
import { type RequestHandler, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { identifyCaller } from '../http/access.ts';
import { generalLimit } from '../http/rate-limits.ts';
import { callerOf } from '../http/request-locals.ts';
import type { QueueBoard } from './queue-board.ts';

/** Where the platform's owner sees every queue in Redis. */
export const QUEUE_BOARD_PATH = '/api/platform/queues';

/**
 * bull-board, for the platform's owner alone: for everybody else there is nothing here. It is loaded when it is first
 * asked for, and only shows: what can be done about a message is done where the database knows of it.
 */
export function queueBoardRoutes(api: ApiContext): Router {
  const router = Router();
  let board: Promise<QueueBoard> | undefined;
  router.use(identifyCaller(api), generalLimit(api), requireOwner, onlyReading, boardHeaders);
  router.use(async (req, res, next) => {
    board ??= import('./queue-board.ts').then(({ createQueueBoard }) =>
      createQueueBoard(api, QUEUE_BOARD_PATH),
    );
    const { handle, refresh } = await board;
    await refresh();
    handle(req, res, next);
  });
  return router;
}

/** A key acts for an organisation, never for the platform. */
const requireOwner: RequestHandler = (_req, res, next) => {
  const caller = callerOf(res);
  if (caller?.kind !== 'user' || caller.role !== 'SUPER_ADMIN') throw new Problem('NOT_FOUND');
  next();
};

const onlyReading: RequestHandler = (req, _res, next) => {
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    throw new Problem('METHOD_NOT_ALLOWED', { method: req.method });
  }
  next();
};

/** Its own scripts and styles, and nothing from elsewhere: the page asks for fonts of a third party, and does without. */
const boardHeaders: RequestHandler = (_req, res, next) => {
  res.setHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join(';'),
  );
  next();
};
