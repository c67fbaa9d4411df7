import { closeDemo, lookAtAccounts, seed } from './database.mjs';
import { demoAccount } from './settings.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./database.mjs').Inhabitants} Inhabitants */

/**
 * Sees to it that somebody can sign in: with a stand-in of WhatsApp by the demo's account, with the real one by an account
 * of one's own, as the demo's password is public and its agent answers whoever writes.
 *
 * @param {import('./product.mjs').WhatsAppServers} whatsApp
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Inhabitants>}
 */
export async function ensureSignIn(whatsApp, node, env) {
  if (whatsApp.kind !== 'real') return seed(node, env);
  const there = await lookAtAccounts(node, env);
  if (there.publicOwners.length === 0) return there;
  if (!demoAccount().isPublic) return closeDemo(node, env);
  throw new SetupError(publicOwnerMessage(there));
}

/** @param {Inhabitants} inhabitants */
function publicOwnerMessage({ publicOwners }) {
  return `${publicOwners.join(', ')} owns this installation by a password that everybody can read in the README: nobody's customers belong there.
  To begin anew, without the demo:      npm run demo:reset -- --empty
  To keep the demo and begin beside it: DATA_DIR=<another folder> WHATSAPP_WEB_STANDIN=none npm start
  To keep what is there:                DEMO_PASSWORD=<one of your own> WHATSAPP_WEB_STANDIN=none npm start, once;
                                        it signs everybody out of that account and revokes its API keys. Then look at
                                        Settings → Automatic replies, where the demo's answers are on.`;
}

/**
 * How one signs in, for the lines that are printed when everything runs.
 *
 * @param {Inhabitants} inhabitants
 * @param {string} webUrl
 */
export function signInLine({ others, demo }, webUrl) {
  const { email, password } = demoAccount();
  if (demo === 'open') return `Sign in with   ${email}  /  ${password}`;
  if (others === 0 && demo === 'none')
    return `Sign up        ${new URL('/sign-up', webUrl)}  (whoever does so first owns the installation)`;
  return 'Sign in with   an account of yours: people have accounts here, so no demo was added';
}

/**
 * Whether nothing but the demo would be lost with this database.
 *
 * @param {Inhabitants} inhabitants
 */
export const isDemoAlone = ({ others, demo }) => others === 0 && demo !== 'closed';
