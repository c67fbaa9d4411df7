import { ensureDependencies } from './dependencies.mjs';
import { loadEnvFile } from './env-file.mjs';
import { stopOwnServices } from './own-services.mjs';
import { prepareProduct } from './prepare.mjs';
import { endRunningPrograms } from './processes.mjs';
import { productApps, productUrls } from './product.mjs';
import { claimRun, endOrphanBrowsers } from './run-state.mjs';
import { demoAccount } from './settings.mjs';
import { cancelSteps, elapsedSeconds, step } from './steps.mjs';
import { Supervisor } from './supervisor.mjs';

/** npm passes a signal on that the terminal has sent already: only a later one means "hurry". */
const SAME_KEYSTROKE_MS = 1000;

/**
 * Runs the whole product until it is told to stop, then stops everything it started.
 *
 * @param {'start' | 'dev'} mode
 */
export async function runProduct(mode) {
  loadEnvFile();
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
  await bringingUp.catch(() => undefined);
}

/**
 * @param {'start' | 'dev'} mode
 * @param {Supervisor} supervisor
 */
async function bringUp(mode, supervisor) {
  const toolchain = await ensureDependencies();
  const options = await prepareProduct(toolchain, mode);
  const apps = productApps(options);
  for (const app of apps) supervisor.start(app);
  await Promise.all(apps.map(({ name }) => step(`${name} ready`, () => supervisor.whenReady(name))));
  welcome(options);
}

/** @param {import('./product.mjs').ProductOptions} options */
function welcome({ ports }) {
  const { web, sandbox } = productUrls(ports);
  const { email, password } = demoAccount();
  const standin = process.env.WHATSAPP_WEB_STANDIN;
  console.log(`
Soul KG CRM is running (${elapsedSeconds().toFixed(0)} s). Ctrl-C stops it; its data stays in .data/.

  Dashboard      ${web}
  Sign in with   ${email}  /  ${password}
  ${standin ? `WhatsApp       stand-in at ${standin}` : `Sandbox phone  ${sandbox}`}
`);
}

/** @param {Supervisor} supervisor */
async function stopAll(supervisor) {
  await supervisor.stop();
  endOrphanBrowsers();
  await stopOwnServices();
}

/** @param {() => void} onImpatience */
function untilStopped(onImpatience) {
  // A closed terminal must not keep us from stopping the apps.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return new Promise((resolve) => {
    let firstAt = 0;
    const stop = () => {
      if (firstAt === 0) firstAt = performance.now();
      else if (performance.now() - firstAt > SAME_KEYSTROKE_MS) onImpatience();
      resolve(undefined);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  });
}
