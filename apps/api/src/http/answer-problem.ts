import { STATUS_CODES } from 'node:http';
import {
  type Language,
  limitMembers,
  Problem,
  type ProblemDocument,
  problemSentence,
  problems,
} from '@soul-kg-crm/shared/problems';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { CallerGoneError } from './caller-gone.ts';
import { fieldSentences, translated } from './field-sentences.ts';
import { languageOf } from './language.ts';
import { InvalidInputError, problemOf } from './problem-of.ts';

/** After so long it is worth asking again where something was away. */
export const RETRY_AFTER_SECONDS = 5;

/** The one place where an error becomes an answer. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const known = problemOf(error);
    const requestId = String(req.id);
    if (error instanceof CallerGoneError) log.debug({ requestId, err: error }, 'request.broken_off');
    else if (!known) log.error({ requestId, err: error }, 'request.broke');
    else if (!(known instanceof InvalidInputError) && known.status >= 500) {
      log.warn({ requestId, err: error }, 'request.unavailable');
    }
    // Too late for an answer: the connection's end tells the caller that this one is not whole.
    if (res.headersSent) return void res.destroy();
    const problem = known ?? new Problem('INTERNAL', { requestId });
    answer(res, problemDocument(problem, languageOf(req, res), requestId));
  };
}

function answer(res: Response, document: ProblemDocument): void {
  const { status } = document;
  const retryAfter = retryAfterSeconds(document);
  if (retryAfter !== null && !res.hasHeader('Retry-After')) res.setHeader('Retry-After', retryAfter);
  res.status(status).type('application/problem+json').send(JSON.stringify(document));
}

/** When it is worth asking again, where that can be said. */
function retryAfterSeconds({ status, resetAt }: ProblemDocument): number | null {
  if (status === 503) return RETRY_AFTER_SECONDS;
  if (status !== 429 || resetAt === undefined) return null;
  return Math.max(1, Math.ceil((Date.parse(resetAt) - Date.now()) / 1_000));
}

/** The body of a problem's answer. */
export function problemDocument(
  error: Problem | InvalidInputError,
  language: Language,
  requestId: string,
): ProblemDocument {
  const fields =
    error instanceof InvalidInputError
      ? fieldSentences(error, language)
      : error.fields.map((field) => translated(field, language));
  const names = [...new Set(fields.map(({ field }) => field))].join(', ');
  const problem = error instanceof Problem ? error : new Problem('VALIDATION_FAILED', { fields: names });
  return {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problems[problem.code].status,
    code: problem.code,
    detail: problemSentence(problem.code, language, problem.params),
    request_id: requestId,
    ...limitMembers.safeParse(problem.params).data,
    ...(fields.length > 0 && { errors: fields }),
  };
}
