import { controlTopic, isRedisRefusing, realtimeTopic, UnknownJobError } from '@soul-kg-crm/queue';
import { type RealtimeEnvelope, realtimeEnvelope } from '@soul-kg-crm/shared/realtime';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { type Announced, markPublished, takeAnnounced, takeAnnouncedHints } from './announced.ts';

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
  const jobs = rows.filter((row) => row.topic === 'JOB');
  await publishJobs(context, jobs).catch(async (error: unknown) => {
    if (isRedisRefusing(error)) await publishAllHints(context);
    throw error;
  });
  await publishHints(context, rows);
  await markAll(context, rows);
  return rows.length;
}

/** A Redis that takes nothing passes on what it does not keep: whoever has a dashboard open still sees what comes. */
async function publishAllHints(context: RelayContext): Promise<void> {
  for (let taken = RELAY_BATCH; taken === RELAY_BATCH; ) {
    const rows = await takeAnnouncedHints(context.database, RELAY_BATCH);
    await publishHints(context, rows);
    if (rows.length > 0) await markAll(context, rows);
    taken = rows.length;
  }
}

async function markAll({ database, metrics }: RelayContext, rows: Announced[]): Promise<void> {
  await markPublished(
    database,
    rows.map((row) => row.id),
  );
  for (const row of rows) metrics.published.inc({ topic: row.topic });
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
async function publishHints({ publisher, prefix, log }: RelayContext, rows: Announced[]): Promise<void> {
  const realtime = rows.filter((row) => row.topic === 'REALTIME').toSorted(byCursor);
  const control = rows.filter((row) => row.topic === 'CONTROL');
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
