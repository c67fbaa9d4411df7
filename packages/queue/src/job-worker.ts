import { UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { isConnectionLost } from './connection.ts';
import type { JobDefinition, JobPayload } from './define-job.ts';
import { endedUnlessAway } from './ended-unless-away.ts';
import { createGate } from './fair/gate.ts';
import { createTurns } from './fair/turns.ts';
import { PatientWorker } from './patient-worker.ts';
import { isRedisRefusing } from './redis-refuses.ts';
import { DEFAULT_PREFIX } from './topics.ts';
import { waitOut } from './wait-out.ts';

/** Thrown by a handler for whom another attempt is useless. */
export class GiveUpError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GiveUpError';
  }
}

/**
 * Thrown by a handler whose queue has to wait. The job goes back to its place without having used up an attempt, and the
 * worker takes nothing from this queue for so long; then it takes what is first at that time.
 */
export class WaitError extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`Not before ${waitMs} ms`);
    this.name = 'WaitError';
    this.waitMs = waitMs;
  }
}

export interface JobRun<Payload extends JobPayload> {
  payload: Payload;
  /** No further attempt follows when this one fails. */
  isLastAttempt: boolean;
}

export interface JobWorkerOptions<Payload extends JobPayload> {
  redis: Redis;
  prefix?: string;
  queueName: string;
  concurrency: number;
  /** Takes nothing before `resume` is called. */
  startsPaused?: boolean;
  /**
   * Errors that say nothing of the job, such as a database that is away: it stays in hand and is tried again every second,
   * rather than that all that waits uses up its attempts in a moment.
   */
  waitsOut?: (error: unknown) => boolean;
  /** Safe to run twice. */
  handle: (run: JobRun<Payload>) => Promise<void>;
  /** An attempt failed; without payload where it has no form. */
  onError: (error: Error, payload: Payload | null) => void;
  /** Of no attempt: Redis is away, refuses, or has forgotten a job. */
  onTrouble: (error: Error) => void;
}

const SUPERVISE_MS = 2_000;
/** At the end, a Redis that is away is waited for no longer. */
const LONGEST_AWAY_MS = 3_000;

export interface JobWorker extends AsyncDisposable {
  pause(): void;
  resume(): void;
  /** Milliseconds since a job was last begun or ended, or the work resumed. */
  idleMs(): number;
  /** How many jobs are at work. */
  atWork(): number;
  /**
   * Takes nothing new, waits for what is at work, closes. Where Redis is away, what is at work could not end: it is left
   * after three seconds, and comes to its end when Redis is back, if the process still lives.
   */
  close(): Promise<void>;
}

const LIMITER = { max: 1_000, duration: 1_000 };

/** Works on one queue of a job. */
export function createJobWorker<Payload extends JobPayload>(
  definition: JobDefinition<string, Payload>,
  options: JobWorkerOptions<Payload>,
): JobWorker {
  const {
    onError,
    onTrouble,
    concurrency,
    redis,
    queueName,
    prefix = DEFAULT_PREFIX,
    waitsOut = () => false,
  } = options;
  const closing = new AbortController();
  let touchedMs = performance.now();
  let atWork = 0;
  const touch = () => {
    touchedMs = performance.now();
  };
  const reportTrouble = (error: Error) => {
    if ((!isRedisRefusing(error) && !isConnectionLost(error)) || isNewTrouble(redis)) onTrouble(error);
  };
  const turns = definition.owner ? createTurns({ redis, prefix, queueName }) : null;
  const gate = createGate(definition.concurrencyPerOwner ?? concurrency);
  const worker = new PatientWorker<Payload>(
    queueName,
    async (job) => {
      const payload = definition.payload.parse(job.data);
      touch();
      const isLastAttempt = job.attemptsMade + 1 >= definition.attempts;
      const isPassing = (error: unknown) => isRedisRefusing(error) || waitsOut(error);
      const work = () => waitOut(() => options.handle({ payload, isLastAttempt }), isPassing, closing.signal);
      atWork += 1;
      // Whose turn it is is no reason for a job to fail.
      if (turns && job.priority > 0) await turns.serve(job.priority).catch(reportTrouble);
      await (definition.owner ? gate.pass(definition.owner(payload), work) : work())
        .catch(async (error: unknown) => {
          if (!(error instanceof WaitError)) return asBullError(error);
          await worker.rateLimit(Math.max(1, Math.ceil(error.waitMs)));
          throw Worker.RateLimitError();
        })
        .finally(() => {
          atWork -= 1;
          touch();
        });
    },
    {
      connection: redis,
      prefix,
      concurrency,
      autorun: false,
      // BullMQ heeds `rateLimit` only where there is a limiter; its own limit merely stops a handler that waits in vain.
      limiter: LIMITER,
      // A worker that died holds its jobs until then; the sweeps over the database are usually faster.
      stalledInterval: 15_000,
      // Dying is the worker's fault, not the job's, and must not make the job fail.
      maxStalledCount: 100,
    },
  );
  worker.on('failed', (job, error) => {
    const payload = definition.payload.safeParse(job?.data);
    onError(
      error instanceof Error && error.cause instanceof Error ? error.cause : error,
      payload.success ? payload.data : null,
    );
  });
  worker.on('error', reportTrouble);
  const report = (work: Promise<void>) => void work.catch(reportTrouble);
  let isWanted = !options.startsPaused;
  const start = () => report(worker.isPaused() ? worker.resume() : worker.run());
  if (isWanted) start();
  // A worker whose start met a Redis that was away ends with an error and does not come back by itself.
  const supervision = setInterval(() => isWanted && !worker.isRunning() && start(), SUPERVISE_MS);
  supervision.unref();
  const close = () => {
    isWanted = false;
    clearInterval(supervision);
    closing.abort();
    return endedUnlessAway(worker.close(), redis, LONGEST_AWAY_MS);
  };
  return {
    pause: () => {
      isWanted = false;
      if (worker.isRunning()) report(worker.pause(true));
    },
    resume: () => {
      isWanted = true;
      touch();
      if (worker.isPaused() || !worker.isRunning()) start();
    },
    idleMs: () => performance.now() - touchedMs,
    atWork: () => atWork,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const TROUBLE_TOLD_EVERY_MS = 60_000;
const troubleToldAtMs = new WeakMap<Redis, number>();

/** All queues ask the same Redis, again and again: one of them tells that it refuses, or is away, once a minute. */
function isNewTrouble(redis: Redis): boolean {
  const nowMs = performance.now();
  const toldAtMs = troubleToldAtMs.get(redis);
  if (toldAtMs !== undefined && nowMs - toldAtMs < TROUBLE_TOLD_EVERY_MS) return false;
  troubleToldAtMs.set(redis, nowMs);
  return true;
}

/** BullMQ keeps a failure's words in Redis, where people look at jobs: of ours only the name, since words may quote a customer. */
function asBullError(cause: unknown): never {
  const name = cause instanceof Error ? cause.name : 'unknown';
  const kept = cause instanceof GiveUpError ? new UnrecoverableError(cause.message) : new Error(name);
  const frames =
    cause instanceof Error ? cause.stack?.split('\n').filter((line) => line.startsWith('    at ')) : [];
  kept.stack = [kept.message, ...(frames ?? [])].join('\n');
  kept.cause = cause;
  throw kept;
}
