import { readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from './library.ts';
import { withTimeout } from './with-timeout.ts';

const CLOSE_MS = 3000;
const EXIT_MS = 3000;
const GROUP_EXIT_MS = 500;
const GROUP_POLL_MS = 10;
const SINGLETON_FILES = ['SingletonLock', 'SingletonSocket', 'SingletonCookie'];

/** Closes the browser, by force where it does not answer, and returns when its processes are gone. */
export async function closeBrowser(browser: Browser): Promise<void> {
  const child = browser.process();
  const hasExited = () => !child || child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve) => {
    if (hasExited()) resolve();
    else child?.once('exit', () => resolve());
  });
  await withTimeout(browser.close(), CLOSE_MS).catch(() => {});
  if (!hasExited()) killGroup(child?.pid);
  await withTimeout(exited, EXIT_MS).catch(() => {});
  // Children can outlive a browser that was killed, by us or from outside.
  await untilGroupIsGone(child?.pid);
}

/** Removes what a browser that died leaves behind: its locks in the profile and its socket's folder. */
export async function removeBrowserLocks(userDataDir: string): Promise<void> {
  const socket = await readlink(path.join(userDataDir, 'SingletonSocket')).catch(() => null);
  const socketFolder = socket ? path.dirname(socket) : null;
  if (socketFolder && path.basename(socketFolder).startsWith('org.chromium.Chromium.')) {
    await rm(socketFolder, { recursive: true, force: true });
  }
  await Promise.all(SINGLETON_FILES.map((name) => rm(path.join(userDataDir, name), { force: true })));
}

/** puppeteer starts Chromium as the leader of a process group of its own. False when nobody is left in it. */
function killGroup(pid: number | undefined): boolean {
  if (!pid) return false;
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Zombies that the system does not clear away count as being left, so that this waits for a limited time only. */
async function untilGroupIsGone(pid: number | undefined): Promise<void> {
  for (let waitedMs = 0; killGroup(pid) && waitedMs < GROUP_EXIT_MS; waitedMs += GROUP_POLL_MS) {
    await sleep(GROUP_POLL_MS);
  }
}
