import { Router } from 'express';
import type { ApiContext } from '../context.ts';
import { findMissing } from './find-missing.ts';

/** `/health`: the process lives. `/ready`: it can do its work, or what is missing for that. */
export function healthRoutes(api: ApiContext): Router {
  const router = Router();
  router.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/ready', async (_req, res) => {
    const missing = await findMissing(api);
    if (missing.length > 0) res.status(503).setHeader('Retry-After', 5);
    res.json({ isReady: missing.length === 0, missing });
  });
  return router;
}
