import type { Language } from '@soul-kg-crm/shared/problems';
import type { Request, Response } from 'express';
import { callerOf } from './request-locals.ts';

/** The caller's language: what the request asks for, else the person's own, else English. */
export function languageOf(req: Request, res: Response): Language {
  const accepted = req.headers['accept-language'] ? req.acceptsLanguages('ru', 'en') : false;
  if (accepted === 'ru' || accepted === 'en')
    return req.headers['accept-language'] === '*' ? ownOf(res) : accepted;
  return ownOf(res);
}

function ownOf(res: Response): Language {
  const caller = callerOf(res);
  return caller?.kind === 'user' ? caller.locale : 'en';
}
