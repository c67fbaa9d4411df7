import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';
import { CLIENT_ADDRESS_HEADER } from './create-auth.ts';

/** Puts a request to better-auth in the caller's name: with its cookies and origin, and the body we have read. */
export async function askAuth(
  { auth, settings }: ApiContext,
  req: Request,
  { path, body }: { path: string; body: unknown },
): Promise<Response> {
  const url = new URL(`/api/auth${path}`, settings.publicUrl);
  const headers = fromNodeHeaders(req.headers);
  // These describe the body as it came, not as it is handed on.
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name);
  headers.set(CLIENT_ADDRESS_HEADER, req.ip ?? '');
  const hasBody = !['GET', 'HEAD'].includes(req.method);
  if (hasBody) headers.set('content-type', 'application/json');
  return auth.handler(
    new Request(url, { method: req.method, headers, ...(hasBody && { body: JSON.stringify(body ?? {}) }) }),
  );
}
