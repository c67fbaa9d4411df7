import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { keyOf } from '../auth/caller.ts';

export interface OriginsOptions {
  trustedOrigins: string[];
  settings: { publicUrl: string };
  log: Logger;
}

/** Origins whose pages may use a person's cookies; who says localhost also means 127.0.0.1, and the other way round. */
export function trustedOriginsOf(publicUrl: string, more: string[]): string[] {
  return [...new Set([publicUrl, ...more].flatMap(withLoopbackTwin))];
}

/** Refuses to change anything for a page of another origin that the browser lets send this person's cookies. */
export function requireTrustedOrigin(api: OriginsOptions): RequestHandler {
  return (req, _res, next) => {
    const isHarmless = ['GET', 'HEAD', 'OPTIONS'].includes(req.method);
    next(isHarmless ? undefined : untrustedOrigin(api, req.headers));
  };
}

/**
 * The problem of a request that comes from a page of another origin, without a key of its own. Mostly it is the dashboard
 * itself, opened at an address that nobody told the server: so both are named, to whoever looks and in the log.
 */
export function untrustedOrigin(
  { trustedOrigins, settings: { publicUrl }, log }: OriginsOptions,
  headers: IncomingHttpHeaders,
): Problem | undefined {
  const { origin } = headers;
  if (origin === undefined || trustedOrigins.includes(origin) || keyOf(headers) !== null) return undefined;
  const opened = origin.slice(0, LONGEST_ORIGIN);
  log.warn({ origin: opened, publicUrl }, 'origin.not_trusted');
  return new Problem('ORIGIN_NOT_TRUSTED', { origin: opened, publicUrl });
}

const LONGEST_ORIGIN = 200;

function withLoopbackTwin(address: string): string[] {
  const url = new URL(address);
  const twin = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }[url.hostname];
  if (!twin) return [url.origin];
  const other = new URL(address);
  other.hostname = twin;
  return [url.origin, other.origin];
}
