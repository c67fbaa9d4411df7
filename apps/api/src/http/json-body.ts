import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import express, { type RequestHandler } from 'express';
import * as z from 'zod';

/** The most that the contract takes, 100 messages of 4096 characters, with each character written as \u0430. */
export const LARGEST_BODY = '3 MB';

const parse = express.json({ limit: LARGEST_BODY, strict: false });

/** Not packed as it says, cut off, or no JSON: only some of these errors say more than their status. */
const unreadable = z.object({ status: z.literal(400) });

/** Reads a JSON object, of `LARGEST_BODY` at most; a body of another type is refused, none at all is an empty object. */
export const jsonBody: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['content-length'] !== '0' && req.is('*/*') !== null;
  if (hasBody && !req.is('application/json')) return next(new Problem('BAD_JSON'));
  parse(req, res, (error?: unknown) => {
    if (error) return next(unreadable.safeParse(error).success ? new Problem('BAD_JSON') : error);
    const body: unknown = req.body ?? (req.body === null ? null : {});
    req.body = body;
    next(typeof body === 'object' && body !== null && !Array.isArray(body) ? undefined : notAnObject());
  });
};

function notAnObject(): Problem {
  return invalidField('body', 'Not an object');
}
