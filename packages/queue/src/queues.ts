import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobCatalogue } from './catalogue.ts';
import { type JobDefinition, type JobPayload, UnknownJobError } from './define-job.ts';
import { createTurns, type Turns } from './fair/turns.ts';
import { DEFAULT_PREFIX } from './topics.ts';

/** A job to be put on its queue. */
export interface JobToAdd {
  name: string;
  payload: unknown;
  /**
   * Told apart by it: the same job under the same key is put on the queue once, while it is there. A new announcement
   * needs a new key, since a failed job stays on the queue to be looked at and would stand in the way of its successor.
   */
  key: string;
  /** Leaves nothing behind when it fails: for jobs that are put there again by themselves. */
  isTransient?: boolean;
}

/** What lies on a queue in Redis. */
export interface QueueCounts {
  waiting: number;
  active: number;
  /** Wait for their next attempt. */
  delayed: number;
  failed: number;
}

export interface Queues extends AsyncDisposable {
  /** All of them, or it rejects; adding them again is harmless. */
  add(jobs: readonly JobToAdd[]): Promise<void>;
  /** Jobs that wait or are at work, of one queue. */
  depth(queueName: string): Promise<number>;
  /** What lies on a queue, by where it stands. */
  counts(queueName: string): Promise<QueueCounts>;
  /** BullMQ's own handle, for a board that shows it. */
  handle(queueName: string): Queue;
  /** Forgets a queue that nobody works on any more; its jobs stay. */
  release(queueName: string): Promise<void>;
}

/** The producers' side of all queues. `redis` should fail fast; it is not closed with the queues. */
export function createQueues({ redis, prefix = DEFAULT_PREFIX }: { redis: Redis; prefix?: string }): Queues {
  const open = new Map<string, Queue>();
  const queueOf = (name: string) => {
    const existing = open.get(name);
    if (existing) return existing;
    const queue = new Queue(name, { connection: redis, prefix, skipWaitingForReady: true });
    // The connection's owner hears of its errors; without a listener here, Node would die of them.
    queue.on('error', () => {});
    open.set(name, queue);
    // A handle that met a Redis that was away rejects everything for ever: whoever comes next gets another.
    queue.waitUntilReady().catch(() => {
      if (open.get(name) === queue) open.delete(name);
      queue.close().catch(() => {});
    });
    return queue;
  };
  return {
    add: async (jobs) => {
      const byQueue = Map.groupBy(jobs.map(prepare), (job) => job.queueName);
      for (const [queueName, prepared] of byQueue) {
        await giveTurns(createTurns({ redis, prefix, queueName }), prepared);
        await queueOf(queueName).addBulk(prepared.map(({ job }) => job));
      }
    },
    depth: (name) => queueOf(name).getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'),
    counts: async (name) => {
      const found = await queueOf(name).getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = found;
      return { waiting: waiting + prioritized, active, delayed, failed };
    },
    handle: queueOf,
    release: async (name) => {
      const queue = open.get(name);
      open.delete(name);
      await queue?.close();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...open.values()].map((queue) => queue.close()));
      open.clear();
    },
  };
}

/** BullMQ counts the other way round: 1 goes first. */
const FIRST = 11;

const KEEP_FAILED = { age: 7 * 86_400, count: 1_000 };

function prepare({ name, payload, key, isTransient = false }: JobToAdd) {
  const definition: JobDefinition | undefined = jobCatalogue.get(name);
  if (!definition) throw new UnknownJobError(name);
  const data: JobPayload = definition.payload.parse(payload);
  const jobId = `${definition.subject(data)}-${key}`;
  const opts: JobsOptions = {
    jobId,
    ...(definition.priority && { priority: FIRST - definition.priority(data) }),
    attempts: definition.attempts,
    backoff: { type: 'exponential', delay: definition.backoffMs },
    removeOnComplete: true,
    removeOnFail: isTransient ? true : KEEP_FAILED,
  };
  const owner = definition.owner?.(data) ?? null;
  return { queueName: definition.queueName(data), owner, jobId, job: { name, data, opts } };
}

/** Jobs of owners who share a queue go in their turns. */
async function giveTurns(turns: Turns, jobs: ReturnType<typeof prepare>[]): Promise<void> {
  const shared = jobs.flatMap(({ owner, jobId, job }) => (owner === null ? [] : [{ owner, jobId, job }]));
  if (shared.length === 0) return;
  const given = await turns.take(shared);
  for (const [index, { job }] of shared.entries()) {
    const priority = given[index];
    if (priority !== undefined) job.opts.priority = priority;
  }
}
