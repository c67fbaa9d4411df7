import { readdir, readFile } from 'node:fs/promises';

/**
 * Kills browsers that use this profile and that nobody holds a handle of, such as one that hung while it was launched.
 * Linux only; elsewhere there is no cheap way to find them.
 */
export async function killStrayBrowsers(userDataDir: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const argument = `--user-data-dir=${userDataDir}`;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (!commandLine.split('\0').includes(argument)) continue;
    try {
      process.kill(Number(entry), 'SIGKILL');
    } catch {
      // gone in the meantime
    }
  }
}
