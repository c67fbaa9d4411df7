import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Page } from './library.ts';
import { withTimeout } from './with-timeout.ts';

/** What to run in every new document; see page/bridge.js. */
export const pageScript = readFileSync(path.join(import.meta.dirname, 'page/bridge.js'), 'utf8');

export type PageOperation =
  | 'snapshot'
  | 'refreshCode'
  | 'announceSynced'
  | 'me'
  | 'contact'
  | 'profile'
  | 'send'
  | 'findSent'
  | 'recentMessages'
  | 'downloadMedia'
  | 'logout'
  | 'pairingCode'
  | 'closeDialog'
  | 'newChatLimits'
  | 'watchCalls'
  | 'call';

/** The page answered with an error of its own. */
export class PageOperationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PageOperationError';
  }
}

/** The page did not answer: frozen, reloaded, crashed or closed. */
export class PageGoneError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PageGoneError';
  }
}

export interface PageCall<Schema extends z.ZodType> {
  operation: PageOperation;
  argument?: unknown;
  answer: Schema;
  timeoutMs: number;
}

/** One round trip lasts at most 4 s inside the page; the rest is the page's chance to breathe under load. */
const ROUND_TRIP_MS = 15_000;

/** Runs an operation of page/bridge.js. Work may be long, but a page that stops answering is noticed on the way. */
export async function callPage<Schema extends z.ZodType>(page: Page, call: PageCall<Schema>) {
  const deadline = performance.now() + call.timeoutMs;
  const remaining = () => Math.max(1, Math.min(ROUND_TRIP_MS, deadline - performance.now()));
  const ticket = randomUUID();
  let outcome = await ask(page, ['start', ticket, call.operation, call.argument ?? null], remaining());
  while (outcome.state === 'running') {
    if (performance.now() >= deadline) throw new PageGoneError(`${call.operation} took too long`);
    outcome = await ask(page, ['wait', ticket], remaining());
  }
  if (outcome.state === 'lost') throw new PageGoneError(`${call.operation} was lost in a reload`);
  if (outcome.state === 'failed') throw new PageOperationError(outcome.message);
  return call.answer.parse(outcome.value);
}

const outcomeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running') }),
  z.object({ state: z.literal('lost') }),
  z.object({ state: z.literal('failed'), message: z.string() }),
  z.object({ state: z.literal('done'), value: z.unknown() }),
]);

async function ask(page: Page, [method, ...rest]: [string, ...unknown[]], timeoutMs: number) {
  try {
    const answer: unknown = await withTimeout(
      page.evaluate(
        (method, rest) => Reflect.get(globalThis, '__soulKgBridge')[method](...rest),
        method,
        rest,
      ),
      timeoutMs,
    );
    return outcomeSchema.parse(JSON.parse(z.string().parse(answer)));
  } catch (cause) {
    throw new PageGoneError('the page does not answer', { cause });
  }
}
