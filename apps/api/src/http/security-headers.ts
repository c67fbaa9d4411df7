import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Helmet's headers; the API serves no pages of its own but the documentation, which runs no script. */
export function securityHeaders(publicUrl: string): RequestHandler {
  const isHttps = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'unsafe-inline'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Its own address alone: what else runs below it is not ours to shut out from http, for a year.
    strictTransportSecurity: isHttps && { includeSubDomains: false },
    crossOriginResourcePolicy: { policy: 'same-site' },
  });
}

/** Only the configured origins' pages may read answers. */
export function crossOrigin(trustedOrigins: string[]): RequestHandler {
  return cors({
    origin: (origin, done) => done(null, origin !== undefined && trustedOrigins.includes(origin)),
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'ETag', 'Content-Range'],
    maxAge: 600,
  });
}
