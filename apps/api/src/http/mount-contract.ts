import { contract } from '@soul-kg-crm/shared/contract';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type RequestHandler, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { streamRoutes } from '../routes/index.ts';
import { identifyCaller, requireAccess } from './access.ts';
import { callProcedure } from './call-procedure.ts';
import { type ContractRoute, contractRoutes } from './contract-routes.ts';
import { jsonBody } from './json-body.ts';
import { generalLimit, guessLimit } from './rate-limits.ts';

/**
 * Mounts every route of the contract below `/api`, each with the same checks in the same order: sign-in, limit, role,
 * body, input. A new route has them by being in the contract.
 */
export function mountContract(api: ApiContext): Router {
  const router = Router();
  const routes = contractRoutes(contract);
  const procedures = callProcedure(api);
  const streams = streamRoutes(api);
  const guard = guessLimit(api);
  router.use(identifyCaller(api), generalLimit(api));
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const handlers = route.isStream ? [streamOf(route, streams)] : [jsonBody, procedures];
    const guards = [requireAccess(route), ...(route.isGuarded ? [guard] : [])];
    router[expressMethod(route)](path, ...guards, ...handlers);
  }
  for (const [path, methods] of methodsByPath(routes)) {
    router.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), refuseMethod(methods));
  }
  return router;
}

function expressMethod({ method }: ContractRoute) {
  return ({ GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const)[method];
}

function streamOf(route: ContractRoute, streams: ReadonlyMap<string, RequestHandler>): RequestHandler {
  const handler = streams.get(route.name);
  if (!handler) throw new Error(`The contract's stream route ${route.name} has no handler`);
  return handler;
}

function methodsByPath(routes: ContractRoute[]): Map<string, string[]> {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return new Map([...byPath].map(([path, same]) => [path, same.map(({ method }) => method)]));
}

function refuseMethod(methods: string[]): RequestHandler {
  return (req, res, next) => {
    res.setHeader('Allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', '));
    if (req.method === 'OPTIONS') return void res.status(204).end();
    next(new Problem('METHOD_NOT_ALLOWED', { method: req.method }));
  };
}
