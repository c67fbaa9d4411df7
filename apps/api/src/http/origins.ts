import { Problem } from '@soul-kg-crm/shared/problems';
import type { RequestHandler } from 'express';
import { keyOf } from '../auth/caller.ts';

/** Origins whose pages may use a person's cookies; who says localhost also means 127.0.0.1, and the other way round. */
export function trustedOriginsOf(publicUrl: string, more: string[]): string[] {
  return [...new Set([publicUrl, ...more].flatMap(withLoopbackTwin))];
}

/** Refuses to change anything for a page of another origin that the browser lets send this person's cookies. */
export function requireTrustedOrigin(trustedOrigins: string[]): RequestHandler {
  return (req, _res, next) => {
    const { origin } = req.headers;
    const isHarmless = ['GET', 'HEAD', 'OPTIONS'].includes(req.method) || keyOf(req.headers) !== null;
    if (isHarmless || origin === undefined || trustedOrigins.includes(origin)) return next();
    next(new Problem('FORBIDDEN'));
  };
}

function withLoopbackTwin(address: string): string[] {
  const url = new URL(address);
  const twin = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }[url.hostname];
  if (!twin) return [url.origin];
  const other = new URL(address);
  other.hostname = twin;
  return [url.origin, other.origin];
}
