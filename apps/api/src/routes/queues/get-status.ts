import { countUnfinished, getWhatsAppSettings, listSessions } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { type RequestContext, scopeOf } from '../request-context.ts';
import { presentQueues } from './present-queues.ts';
import { readJobs } from './read-jobs.ts';
import { readLimits } from './read-limits.ts';

const DAY_MS = 86_400_000;

/** GET /queues/status: what the database knows, and what Redis adds to it while it is there. */
export const queueStatusRoute = os.queues.status.handler(({ context }) => readStatus(context));

async function readStatus(context: RequestContext) {
  const scope = scopeOf(context);
  const now = new Date();
  const [channels, counted, settings] = await Promise.all([
    listSessions(scope),
    countUnfinished(scope, new Date(now.getTime() - DAY_MS)),
    getWhatsAppSettings(scope),
  ]);
  const [limits, jobs] = await Promise.all([
    readLimits(context, settings.rateLimiting),
    readJobs(
      context.api,
      channels.map(({ id }) => id),
    ),
  ]);
  return presentQueues({ channels, counted, settings, limits, jobs, now }, context.language);
}
