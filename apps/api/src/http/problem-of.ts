import { ValidationError } from '@orpc/contract';
import { isDatabaseAway, isWriteConflict } from '@soul-kg-crm/database';
import { isRedisRefusing, RedisAwayError } from '@soul-kg-crm/queue';
import { Problem } from '@soul-kg-crm/shared/problems';
import { isAPIError } from 'better-auth/api';
import * as z from 'zod';
import { LARGEST_BODY } from './json-body.ts';

/** An input that its schema refuses; the sentences are made in the caller's language when it is answered. */
export class InvalidInputError extends Error {
  readonly issues: ValidationError['issues'];
  readonly input: unknown;

  constructor(issues: ValidationError['issues'], input: unknown) {
    super('The input does not fit its schema');
    this.name = 'InvalidInputError';
    this.issues = issues;
    this.input = input;
  }
}

const withStatus = z.object({ status: z.int(), type: z.string().optional() });
const withCode = z.object({ code: z.string() });

/** What an error of the HTTP layer or of a library means to the caller; null: our own fault. */
export function problemOf(error: unknown): Problem | InvalidInputError | null {
  if (error instanceof Problem || error instanceof InvalidInputError) return error;
  const invalid = invalidInputOf(error);
  if (invalid) return invalid;
  if (isAPIError(error) && error.statusCode === 401) return new Problem('UNAUTHENTICATED');
  if (isAPIError(error) && error.statusCode === 403) return new Problem('FORBIDDEN');
  const ofBody = withStatus.safeParse(error);
  if (ofBody.success && ofBody.data.status < 500) return problemOfBody(ofBody.data);
  if (isDatabaseAway(error) || isRedisAway(error) || isAuthAway(error) || isDiskFull(error))
    return new Problem('UNAVAILABLE');
  // Two transactions in each other's way, more than once: nothing was changed, and loading again is right.
  return isWriteConflict(error) ? new Problem('CONFLICT') : null;
}

function invalidInputOf(error: unknown): InvalidInputError | null {
  const coded = withCode.safeParse(error);
  if (!coded.success || coded.data.code !== 'BAD_REQUEST' || !(error instanceof Error)) return null;
  const { cause } = error;
  return cause instanceof ValidationError ? new InvalidInputError(cause.issues, cause.data) : null;
}

/** express.json's and Express' own errors carry a status and a type. */
function problemOfBody({ status, type }: z.infer<typeof withStatus>): Problem {
  if (status === 413) return new Problem('PAYLOAD_TOO_LARGE', { limit: LARGEST_BODY });
  if (type === undefined) return new Problem('NOT_FOUND');
  return new Problem('BAD_JSON');
}

/** better-auth says of a session that it could not read no more than that: the database is what it reads. */
function isAuthAway(error: unknown): boolean {
  return isAPIError(error) && error.statusCode >= 500;
}

/** No room for a file, or a disk that takes none now. */
function isDiskFull(error: unknown): boolean {
  const coded = withCode.safeParse(error);
  return coded.success && ['ENOSPC', 'EDQUOT', 'EROFS'].includes(coded.data.code);
}

/** Whether the error says that Redis cannot be reached, or takes nothing, now. */
export function isRedisAway(error: unknown): boolean {
  if (error instanceof RedisAwayError || isRedisRefusing(error)) return true;
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    /^(Connection is closed|Stream isn't writeable|Command timed out)/.test(error.message)
  );
}
