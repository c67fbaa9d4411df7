import { isPlainPath } from '@soul-kg-crm/shared/plain-path';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { RequestHandler } from 'express';

/**
 * Refuses a path that means another one once it is parsed. Express chooses the route, and with it the checks, by what
 * was sent; oRPC and better-auth read the address parsed. Both must see the same.
 */
export const requirePlainPath: RequestHandler = (req, _res, next) => {
  next(isPlainPath(req.originalUrl) ? undefined : new Problem('BAD_ADDRESS'));
};
