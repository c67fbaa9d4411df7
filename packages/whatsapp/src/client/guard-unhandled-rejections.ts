import type { Log } from '../log.ts';

/**
 * Keeps the process alive through the rejections that whatsapp-web.js and puppeteer leave unhandled (a page that
 * navigates, reloads or closes at the wrong moment). Any other unhandled rejection is a bug and still ends the process.
 * Returns the way to take the guard off again.
 */
export function guardUnhandledRejections(log: Log): () => void {
  const guard = (reason: unknown) => {
    if (!isFromLibrary(reason)) throw reason;
    log.warn({ err: reason }, 'whatsapp.library_rejection');
  };
  process.on('unhandledRejection', guard);
  return () => process.off('unhandledRejection', guard);
}

/** Whether a rejection was raised by whatsapp-web.js or the browser's driver. */
export function isFromLibrary(reason: unknown): boolean {
  // The library throws these two as plain strings.
  if (typeof reason === 'string') return reason === 'auth timeout' || reason === 'ready timeout';
  if (!(reason instanceof Error)) return false;
  return LIBRARY_FRAME.test(reason.stack ?? '') || LIBRARY_MESSAGE.test(reason.message);
}

const LIBRARY_FRAME = /[/\\](?:whatsapp-web\.js|puppeteer|puppeteer-core)[/\\]/;
const LIBRARY_MESSAGE =
  /Target closed|Session closed|Execution context was destroyed|detached Frame|frame was detached|Protocol error|Cannot find context/;
