import { bestName, detectLanguage } from '@soul-kg-crm/data-import';
import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
import { learnAboutClient, writtenLately } from '@soul-kg-crm/domain';
import { createJobWorker, ENRICH_QUEUE, enrichClient, type JobWorker } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';

const CONCURRENCY = 2;
/** Below it, a single word may be a name or a loan. */
const SURE = 0.5;

const PARSERS = { bestName, detectLanguage };

/** Learns of clients what their messages tell. The messages are stored and shown already: nothing here is in their way. */
export function startEnriching(context: WorkerContext, parsers = PARSERS): JobWorker {
  const { database, log, redis, prefix } = context;
  return createJobWorker(enrichClient, {
    redis,
    prefix,
    queueName: ENRICH_QUEUE,
    concurrency: CONCURRENCY,
    waitsOut: isDatabaseAway,
    handle: ({ payload }) =>
      learn(database.forOrganization(payload.organizationId), payload.clientId, parsers),
    onError: (err, payload) => log.warn({ clientId: payload?.clientId, err }, 'client.not_enriched'),
    onTrouble: (err) => log.warn({ err }, 'enriching.queue_failed'),
  });
}

/** The language that a client writes in, and the name where it was written and none was known. */
export async function learn(scope: Scope, clientId: string, parsers = PARSERS): Promise<void> {
  const texts = await writtenLately(scope, clientId);
  const { language, confidence } = parsers.detectLanguage(texts.join('\n'));
  // Of the newest message first: somebody else may use the number now.
  const names = texts.map((text) => parsers.bestName({ text })?.name ?? null);
  await learnAboutClient(scope, clientId, {
    language: confidence >= SURE ? language : null,
    name: names.find((name) => name !== null) ?? null,
  });
}
