import { type Request, type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads: durations by route, and the process itself. */
export function createMetrics(): { observe: RequestHandler; routes: Router } {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until the answer was sent',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  const observe: RequestHandler = (req, res, next) => {
    const end = durations.startTimer();
    res.once('finish', () =>
      end({ method: req.method, route: routeOf(req), status: String(res.statusCode) }),
    );
    next();
  };
  const routes = Router();
  routes.get('/metrics', async (_req, res) => {
    res.type(register.contentType).send(await register.metrics());
  });
  return { observe, routes };
}

/** The route's pattern, never the address itself: ids would make a series of each. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  const path: unknown =
    typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  // Express takes `baseUrl` back before the answer is finished.
  const base = ['/api/auth', '/api'].find((prefix) => req.originalUrl.startsWith(`${prefix}/`)) ?? '';
  return typeof path === 'string' ? base + path : base || 'other';
}
