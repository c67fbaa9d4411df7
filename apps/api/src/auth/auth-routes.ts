import {
  type Language,
  Problem,
  type ProblemCode,
  problemSentence,
  problems,
} from '@soul-kg-crm/shared/problems';
import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { ApiContext } from '../context.ts';
import { jsonBody } from '../http/json-body.ts';
import { languageOf } from '../http/language.ts';
import { InvalidInputError } from '../http/problem-of.ts';
import { generalLimit, guessLimit, signInLimits } from '../http/rate-limits.ts';
import { requireStorableText } from '../http/storable-text.ts';
import { askAuth } from './ask-auth.ts';
import { choosePassword, chosenPasswordInput } from './chosen-password.ts';
import { invitedInput, signUpInvited } from './invited.ts';
import { openPaths } from './open-paths.ts';
import { requireIds } from './require-ids.ts';
import { signUp, signUpInput } from './sign-up.ts';

/** Of a body; the longest that is right, a sign-up, has less than half of it. */
const MOST_CHARACTERS = 2_000;

/**
 * better-auth's endpoints below `/api/auth`, our two sign-ups (with an organisation of one's own, and as invited), and a new
 * password by a link.
 */
export function authRoutes(api: ApiContext): Router {
  const router = Router();
  router.use(generalLimit(api), jsonBody, (req, _res, next) => {
    requireStorableText(req.body);
    requireShort(req.body);
    requireStorableText(req.query);
    requireIds(req.body);
    requireIds(req.query);
    next();
  });
  router.post(['/sign-in/email', '/sign-up/email'], ...signInLimits(api));
  router.post('/sign-up/email', async (req, res) => {
    const { rememberMe, ...input } = parse(signUpInput, req.body);
    await signUp(api.database, { ...input, locale: languageOf(req, res) }, api.settings.allowsSignUp);
    const { email, password } = input;
    await relay(
      req,
      res,
      await askAuth(api, req, { path: '/sign-in/email', body: { email, password, rememberMe } }),
    );
  });
  // Whoever has found a page open could try passwords here.
  router.post('/change-password', guessLimit(api));
  router.post('/sign-up/invited', guessLimit(api), async (req, res) => {
    const input = parse(invitedInput, req.body);
    const email = await signUpInvited(api.database, { ...input, locale: languageOf(req, res) });
    const { password } = input;
    await relay(req, res, await askAuth(api, req, { path: '/sign-in/email', body: { email, password } }));
  });
  router.post('/new-password', guessLimit(api), async (req, res) => {
    const input = parse(chosenPasswordInput, req.body);
    const email = await choosePassword(api.database, input);
    const { password } = input;
    await relay(req, res, await askAuth(api, req, { path: '/sign-in/email', body: { email, password } }));
  });
  router.use(async (req, res) => {
    if (!openPaths.has(req.path)) throw new Problem('NOT_FOUND');
    await relay(req, res, await askAuth(api, req, { path: req.url, body: req.body }));
  });
  return router;
}

/** better-auth takes texts of any length, and the database keeps or refuses them. */
function requireShort(body: unknown): void {
  if (JSON.stringify(body).length > MOST_CHARACTERS)
    throw new Problem('PAYLOAD_TOO_LARGE', { limit: '2 KB' });
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new InvalidInputError(result.error.issues, body ?? {});
}

/** Sends better-auth's answer on; an error always has a code and a sentence. */
async function relay(req: Request, res: Response, answer: globalThis.Response): Promise<void> {
  const text = await answer.text();
  if (answer.status === 404 && text === 'Not Found') throw new Problem('NOT_FOUND');
  // Our own faults came as errors (create-auth.ts); this is what it could not read.
  if (answer.status >= 500) throw new Problem('UNAVAILABLE');
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie' && name !== 'content-length') res.setHeader(name, value);
  }
  res.append('Set-Cookie', answer.headers.getSetCookie());
  res.status(answer.status);
  if (answer.status < 400) return void res.end(text);
  res.json(errorBody(text, answer.status, languageOf(req, res)));
}

const authError = z.looseObject({ code: z.string().optional(), message: z.string().optional() });

function errorBody(text: string, status: number, language: Language): z.infer<typeof authError> {
  const body = parseError(text);
  const code = body.code ?? (status === 401 ? 'UNAUTHENTICATED' : 'BAD_REQUEST');
  const message = isProblemCode(code) ? problemSentence(code, language) : (body.message ?? code);
  return { ...body, code, message };
}

function parseError(text: string): z.infer<typeof authError> {
  try {
    return authError.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
