import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { loadEnvFile } from './env-file.mjs';
import { stopOwnServices } from './own-services.mjs';
import { DATA_DIR, ROOT } from './paths.mjs';
import { prepareProduct } from './prepare.mjs';
import { endRunningPrograms, isBusyUninterrupted } from './processes.mjs';
import { productApps, sandboxUrl } from './product.mjs';
import { claimRun, endOrphanBrowsers, sessionsFolder } from './run-state.mjs';
import { signInLine } from './sign-in.mjs';
import { cancelSteps, elapsedSeconds, step } from './steps.mjs';
import { onStopSignal } from './stop-signal.mjs';
import { Supervisor } from './supervisor.mjs';
import { requireServersAsBefore } from './whatsapp-servers.mjs';

/** npm passes a signal on that the terminal has sent already: only a later one means "hurry". */
const SAME_KEYSTROKE_MS = 1000;

/**
 * Runs the whole product until it is told to stop, then stops everything it started.
 *
 * @param {'start' | 'dev'} mode
 */
export async function runProduct(mode) {
  loadEnvFile();
  requireServersAsBefore();
  const run = await claimRun(`npm ${mode === 'start' ? 'start' : 'run dev'}`);
  const supervisor = new Supervisor(run.setChildren);
  const stopped = untilStopped(() => supervisor.hurry());
  const upOrFailed = bringUp(mode, supervisor);
  try {
    await Promise.race([stopped, upOrFailed]);
    await stopped;
  } finally {
    supervisor.beginStop();
    await giveUpStarting(upOrFailed);
    console.log('Stopping …');
    await stopAll(supervisor);
    run.release();
  }
}

/**
 * Nothing may still be starting while everything is being stopped.
 *
 * @param {Promise<void>} bringingUp
 */
async function giveUpStarting(bringingUp) {
  cancelSteps();
  endRunningPrograms();
  if (isBusyUninterrupted()) console.log('Waiting for the migration of the database to end …');
  await bringingUp.catch(() => undefined);
}

/**
 * @param {'start' | 'dev'} mode
 * @param {Supervisor} supervisor
 */
async function bringUp(mode, supervisor) {
  const toolchain = await ensureDependencies();
  const { options, accounts } = await prepareProduct(toolchain, mode);
  const apps = productApps(options);
  for (const app of apps) supervisor.start(app);
  await Promise.all(apps.map(({ name }) => step(`${name} ready`, () => supervisor.whenReady(name))));
  welcome(options, accounts);
}

/**
 * @param {import('./product.mjs').ProductOptions} options
 * @param {import('./database.mjs').Inhabitants} accounts
 */
function welcome({ ports, webUrl, whatsApp }, accounts) {
  console.log(`
Soul KG CRM is running (${elapsedSeconds().toFixed(0)} s). Ctrl-C stops it; its data stays in ${path.relative(ROOT, DATA_DIR) || '.'}/.

  Dashboard      ${webUrl}
  ${signInLine(accounts, webUrl)}
  ${whatsAppLine(whatsApp, ports)}
`);
}

/**
 * @param {import('./product.mjs').WhatsAppServers} servers
 * @param {import('./settings.mjs').Ports} ports
 */
function whatsAppLine(servers, ports) {
  if (servers.kind === 'sandbox') return `Sandbox phone  ${sandboxUrl(ports)}`;
  return servers.kind === 'real'
    ? 'WhatsApp       web.whatsapp.com'
    : `WhatsApp       stand-in at ${servers.address}`;
}

/** @param {Supervisor} supervisor */
async function stopAll(supervisor) {
  await supervisor.stop();
  endOrphanBrowsers(sessionsFolder());
  await stopOwnServices();
}

/** @param {() => void} onImpatience */
function untilStopped(onImpatience) {
  return new Promise((resolve) => {
    let firstAt = 0;
    onStopSignal(() => {
      if (firstAt === 0) firstAt = performance.now();
      else if (performance.now() - firstAt > SAME_KEYSTROKE_MS) onImpatience();
      resolve(undefined);
    });
  });
}
