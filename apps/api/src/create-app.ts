import { Problem } from '@soul-kg-crm/shared/problems';
import type { Express, RequestHandler } from 'express';
import { authRoutes } from './auth/auth-routes.ts';
import { createAuth } from './auth/create-auth.ts';
import type { ApiContext, ApiResources, ApiSettings } from './context.ts';
import { docsRoutes } from './docs/docs-routes.ts';
import { healthRoutes } from './health/health-routes.ts';
import { answerProblems } from './http/answer-problem.ts';
import { frontDoor } from './http/front-door.ts';
import { mountContract } from './http/mount-contract.ts';
import { requireTrustedOrigin, trustedOriginsOf } from './http/origins.ts';
import { QUEUE_BOARD_PATH, queueBoardRoutes } from './queue-board/queue-board-routes.ts';

/** What every route shares, made of what this installation is given. */
export function createContext(resources: ApiResources, settings: ApiSettings): ApiContext {
  const { publicUrl, corsOrigins, authSecret: secret } = settings;
  const trustedOrigins = trustedOriginsOf(publicUrl, corsOrigins);
  const { database, log } = resources;
  const auth = createAuth({ database, publicUrl, trustedOrigins, secret, log });
  return { ...resources, settings, trustedOrigins, auth };
}

/** The whole HTTP side of the API, from the request's id to the answer of its error. */
export function createApp(api: ApiContext): Express {
  const { log, trustedOrigins, settings } = api;
  const app = frontDoor({ ...settings, log, trustedOrigins });
  app.use(healthRoutes(api), docsRoutes(settings.publicUrl));
  app.use('/api', requireTrustedOrigin(api), noStore);
  app.use('/api/auth', authRoutes(api));
  app.use(QUEUE_BOARD_PATH, queueBoardRoutes(api));
  app.use('/api', mountContract(api));
  app.use((_req, _res, next) => next(new Problem('NOT_FOUND')));
  app.use(answerProblems(api.log));
  return app;
}

/** People's data stays out of every cache; the media route says otherwise for itself. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
