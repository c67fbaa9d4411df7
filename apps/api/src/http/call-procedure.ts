import { StandardOpenAPIHandler } from '@orpc/openapi/standard';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../context.ts';
import { router } from '../routes/index.ts';
import type { RequestContext } from '../routes/request-context.ts';
import { languageOf } from './language.ts';
import { callerOf } from './request-locals.ts';

interface HandlerContext extends RequestContext {
  /** Errors leave through Express, where they become answers; oRPC would make answers of its own of them. */
  fail(error: unknown): void;
}

/** Hands a request on to the procedure that the contract names for its method and path. */
export function callProcedure(api: ApiContext): RequestHandler {
  const handler = new StandardOpenAPIHandler<HandlerContext>(router, {
    interceptors: [
      async ({ next, context }) => {
        try {
          return await next();
        } catch (error) {
          context.fail(error);
          return { matched: false, response: undefined };
        }
      },
    ],
  });
  return async (req, res, next) => {
    let failure: { error: unknown } | undefined;
    const context = {
      ...contextOf(api, req, res),
      fail: (error: unknown) => {
        failure = { error };
      },
    };
    const { matched, response } = await handler.handle(standardRequest(req, res), {
      prefix: '/api',
      context,
    });
    if (failure) return next(failure.error);
    if (!matched) return next();
    res.status(response.status).json(response.body);
  };
}

/** What a route is given, besides its input. */
export function contextOf(api: ApiContext, req: Request, res: Response): RequestContext {
  return { api, caller: callerOf(res), language: languageOf(req, res) };
}

function standardRequest(req: Request, res: Response) {
  const aborted = new AbortController();
  res.once('close', () => aborted.abort());
  return {
    // Express answers HEAD with GET's handler and leaves the body out.
    method: req.method === 'HEAD' ? 'GET' : req.method,
    url: new URL(req.originalUrl, 'http://api.invalid'),
    headers: req.headers,
    body: async (): Promise<unknown> => req.body,
    signal: aborted.signal,
  };
}
