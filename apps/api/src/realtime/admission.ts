import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type Caller, identify, notIdentified } from '../auth/caller.ts';
import type { ApiContext } from '../context.ts';
import { problemDocument, RETRY_AFTER_SECONDS } from '../http/answer-problem.ts';
import { untrustedOrigin } from '../http/origins.ts';
import { problemOf } from '../http/problem-of.ts';

const organizations = new WeakMap<IncomingMessage, string>();

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** Lets a socket in only with a session or a key, and only from a trusted origin; the handshake of others gets a problem. */
export function admit(api: ApiContext): Middleware {
  return (req, res, next) => {
    // Later requests of a connection carry its secret id.
    if (new URL(req.url ?? '/', 'http://api.invalid').searchParams.has('sid')) return next();
    organizationFor(api, req).then(
      (organizationId) => {
        organizations.set(req, organizationId);
        next();
      },
      (error: unknown) => refuse(api, res, error),
    );
  };
}

/** The organisation to which the handshake's sender belongs. */
export function organizationOf(handshake: IncomingMessage): string | null {
  return organizations.get(handshake) ?? null;
}

/** Who listens. That prolongs no session: an open socket has no way of giving its browser the new cookie. */
export async function identifyListener(
  api: ApiContext,
  headers: IncomingHttpHeaders,
): Promise<Caller | null> {
  const { caller } = await identify(api, headers, { prolongs: false });
  return caller;
}

async function organizationFor(api: ApiContext, req: IncomingMessage): Promise<string> {
  const foreign = untrustedOrigin(api, req.headers);
  if (foreign) throw foreign;
  const caller = await identifyListener(api, req.headers);
  if (!caller) throw notIdentified(req.headers);
  if (caller.organizationId === null) throw new Problem('FORBIDDEN');
  return caller.organizationId;
}

function refuse({ log }: ApiContext, res: ServerResponse, error: unknown): void {
  const known = problemOf(error);
  const requestId = randomUUID();
  if (!known) log.error({ requestId, err: error }, 'realtime.handshake_broke');
  const document = problemDocument(known ?? new Problem('INTERNAL', { requestId }), 'en', requestId);
  res.writeHead(document.status, {
    'Content-Type': 'application/problem+json',
    ...(document.status === 503 && { 'Retry-After': RETRY_AFTER_SECONDS }),
  });
  res.end(JSON.stringify(document));
}
