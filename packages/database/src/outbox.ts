import type { RealtimeEvent } from '@soul-kg-crm/shared/realtime';
import type { OutboxEventCreateManyInput } from '../generated/prisma/models.ts';

type Ids = Record<string, string | number | readonly string[] | undefined>;

/** What a transaction announces. The rows are born with the change itself; the relay publishes them after the commit. */
export interface Outbox {
  /** A job of the queue catalogue. */
  job(job: { name: string; payload: Ids }): Promise<void>;
  jobs(jobs: readonly { name: string; payload: Ids }[]): Promise<void>;
  /** A hint for the dashboards of this organisation. */
  realtime(...events: RealtimeEvent[]): Promise<void>;
  /** A hint for every worker. */
  control(signal: { name: string; payload: Ids }): Promise<void>;
}

interface OutboxTable {
  outboxEvent: { createMany(args: { data: OutboxEventCreateManyInput[] }): PromiseLike<unknown> };
}

/** `tx` is a scoped transaction: the rows get its organisation. */
export function createOutbox(tx: OutboxTable): Outbox {
  const write = async (data: OutboxEventCreateManyInput[]) => {
    if (data.length > 0) await tx.outboxEvent.createMany({ data });
  };
  return {
    job: (job) => write([{ topic: 'JOB', ...job }]),
    jobs: (jobs) => write(jobs.map((job) => ({ topic: 'JOB', ...job }))),
    realtime: (...events) =>
      write(events.map(({ kind, ...payload }) => ({ topic: 'REALTIME', name: kind, payload }))),
    control: (signal) => write([{ topic: 'CONTROL', ...signal }]),
  };
}
