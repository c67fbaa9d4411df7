import { controlTopic, realtimeTopic, UnknownJobError } from '@soul-kg-crm/queue';
import { type RealtimeEnvelope, realtimeEnvelope } from '@soul-kg-crm/shared/realtime';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { type Announced, markPublished, takeAnnounced } from './announced.ts';

export const RELAY_BATCH = 500;

/** What the relay works with. */
export type RelayContext = Pick<
  WorkerContext,
  'database' | 'databaseUrl' | 'queues' | 'publisher' | 'prefix' | 'metrics' | 'log'
>;

/**
 * Publishes the oldest announcements and marks them afterwards: a crash in between publishes them again, and whoever
 * receives them is safe to run twice. Gives their number.
 */
export async function publishBatch(context: RelayContext): Promise<number> {
  const rows = await takeAnnounced(context.database, RELAY_BATCH);
  if (rows.length === 0) return 0;
  await publishJobs(
    context,
    rows.filter((row) => row.topic === 'JOB'),
  );
  await publishHints(
    context,
    rows.filter((row) => row.topic === 'REALTIME').toSorted(byCursor),
    rows.filter((row) => row.topic === 'CONTROL'),
  );
  await markPublished(
    context.database,
    rows.map((row) => row.id),
  );
  for (const row of rows) context.metrics.published.inc({ topic: row.topic });
  return rows.length;
}

function byCursor(a: Announced, b: Announced): number {
  return Number(BigInt(a.cursor ?? 0) - BigInt(b.cursor ?? 0));
}

async function publishJobs({ queues, log }: RelayContext, rows: Announced[]): Promise<void> {
  const jobs = rows.map(({ id, name, payload }) => ({ name, payload, key: id }));
  try {
    await queues.add(jobs);
  } catch (error) {
    if (!(error instanceof UnknownJobError) && !(error instanceof z.ZodError)) throw error;
    // One row that nobody understands (of a later version, say) must not stop all others.
    for (const job of jobs) await queues.add([job]).catch((err) => passOver(err, job.key, log));
  }
}

function passOver(err: unknown, outboxId: string, log: RelayContext['log']): void {
  if (!(err instanceof UnknownJobError) && !(err instanceof z.ZodError)) throw err;
  log.error({ outboxId, err }, 'relay.announcement_not_understood');
}

/** Dashboards and workers: whoever does not listen now finds out from the database. */
async function publishHints(
  context: RelayContext,
  realtime: Announced[],
  control: Announced[],
): Promise<void> {
  const { publisher, prefix, log } = context;
  const pipeline = publisher.pipeline();
  for (const row of realtime) {
    const envelope = envelopeOf(row);
    if (envelope) pipeline.publish(realtimeTopic(row.organization_id, prefix), JSON.stringify(envelope));
    else log.error({ outboxId: row.id }, 'relay.announcement_not_understood');
  }
  for (const { name, payload } of control) {
    pipeline.publish(controlTopic(prefix), JSON.stringify({ name, payload }));
  }
  if (pipeline.length === 0) return;
  const results = await pipeline.exec();
  const failure = results?.find(([error]) => error)?.[0];
  if (failure) throw failure;
}

function envelopeOf({ name, payload, cursor }: Announced): RealtimeEnvelope | null {
  const parsed = realtimeEnvelope.safeParse({ cursor, event: { kind: name, ...payload } });
  return parsed.success ? parsed.data : null;
}
