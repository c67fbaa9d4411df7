import type { Response } from 'express';
import type { Caller } from '../auth/caller.ts';

const callers = new WeakMap<Response, Caller | null>();

/** Notes who is calling, for everything that handles this request afterwards. */
export function setCaller(res: Response, caller: Caller | null): void {
  callers.set(res, caller);
}

/** Who is calling; null for nobody, and for routes that are open to everybody. */
export function callerOf(res: Response): Caller | null {
  return callers.get(res) ?? null;
}
