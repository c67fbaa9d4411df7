import type * as z from 'zod';

/** Ids, and nothing but ids: a payload never carries what somebody wrote or whom they wrote to. */
export type JobPayload = Record<string, string | readonly string[] | undefined>;

/** Everything that producer and consumer of a job agree on. */
export interface JobDefinition<Name extends string = string, Payload extends JobPayload = JobPayload> {
  name: Name;
  payload: z.ZodType<Payload>;
  queueName(payload: Payload): string;
  /** What the job is about; only saves work, since handlers are safe to run twice. Never contains ':'. */
  subject(payload: Payload): string;
  /** As callers see it, 1 to 10: higher goes first. Without it, jobs go in their order. */
  priority?(payload: Payload): number;
  /** Whose job it is, on a queue that many share: they take turns, however many jobs one of them has. Not beside `priority`. */
  owner?(payload: Payload): string;
  /** So many of each owner's are at work in a worker at once; without it, as many as the worker takes. */
  concurrencyPerOwner?: number;
  attempts: number;
  /** Delay before the second attempt; it doubles with each further one. */
  backoffMs: number;
}

/** A job as the outbox keeps it. */
export interface Announcement<Name extends string, Payload extends JobPayload> {
  name: Name;
  payload: Payload;
}

/** Declares a job; calling the result makes an announcement of it, checked against its schema. */
export function defineJob<Name extends string, Payload extends JobPayload>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> & { of(payload: Payload): Announcement<Name, Payload> } {
  return {
    ...definition,
    of: (payload) => ({ name: definition.name, payload: definition.payload.parse(payload) }),
  };
}

/** A name that is not in the catalogue. */
export class UnknownJobError extends Error {
  constructor(name: string) {
    super(`There is no job ${name} in the catalogue`);
    this.name = 'UnknownJobError';
  }
}
