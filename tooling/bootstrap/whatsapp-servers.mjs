import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { inData } from './paths.mjs';
import { readIfThere } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ kind: 'sandbox' } | { kind: 'stand-in', address: string } | { kind: 'real' }} WhatsAppServers */

/** What WHATSAPP_WEB_STANDIN says for web.whatsapp.com itself; it is also what is noted of it. */
const REAL = 'none';
const NOTE = inData('whatsapp-servers');

/**
 * Which WhatsApp the worker talks to: our sandbox unless WHATSAPP_WEB_STANDIN names another stand-in, or says "none" for
 * the real one.
 *
 * @returns {WhatsAppServers}
 */
export function whatsAppServers() {
  const { WHATSAPP_WEB_STANDIN: address } = process.env;
  if (!address) return { kind: 'sandbox' };
  return address === REAL ? { kind: 'real' } : { kind: 'stand-in', address };
}

/** The same for what only reads: nobody has to say once more that the numbers here are real ones.
 * @returns {WhatsAppServers} */
export function knownWhatsAppServers() {
  return !process.env.WHATSAPP_WEB_STANDIN && areServersReal() ? { kind: 'real' } : whatsAppServers();
}

/** A variable that was forgotten must not open real numbers' logins on the sandbox, nor leave their customers unanswered. */
export function requireServersAsBefore() {
  if (process.env.WHATSAPP_WEB_STANDIN || !areServersReal()) return;
  throw new SetupError(`This installation runs with the real WhatsApp, and WHATSAPP_WEB_STANDIN is not set.
  To go on with it:                   put the line WHATSAPP_WEB_STANDIN=none into .env, and start again
  To try the demo beside it:          DATA_DIR=<another folder> npm start
  To delete it and begin a demo here: npm run demo:reset`);
}

/** From now on this folder's numbers are real ones, until it is emptied.
 * @param {WhatsAppServers} servers */
export function noteServers(servers) {
  if (servers.kind !== 'real') return;
  mkdirSync(inData(), { recursive: true, mode: 0o700 });
  writeFileSync(NOTE, `${REAL}\n`);
}

/** Nothing of the numbers is there any more. */
export const forgetServers = () => rmSync(NOTE, { force: true });

const areServersReal = () => readIfThere(NOTE)?.trim() === REAL;
