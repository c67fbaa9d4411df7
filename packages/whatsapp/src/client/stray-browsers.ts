import { readdir, readFile } from 'node:fs/promises';

/**
 * Kills browsers that use this profile and that nobody holds a handle of, such as one that hung while it was launched;
 * where a process is named, only those that it has started. Linux only; elsewhere there is no cheap way to find them.
 */
export async function killStrayBrowsers(userDataDir: string, startedBy?: number): Promise<void> {
  if (process.platform !== 'linux') return;
  const argument = `--user-data-dir=${userDataDir}`;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (!commandLine.split('\0').includes(argument)) continue;
    if (startedBy !== undefined && !(await wasStartedBy(startedBy, entry))) continue;
    try {
      process.kill(Number(entry), 'SIGKILL');
    } catch {
      // gone in the meantime
    }
  }
}

/** It leads its process group, or is a child of who does: Debian's Chromium is started by a shell script. */
async function wasStartedBy(starter: number, pid: string): Promise<boolean> {
  const { parent, group } = await relationsOf(pid);
  return [parent, (await relationsOf(group)).parent].includes(String(starter));
}

async function relationsOf(pid: string): Promise<{ parent: string; group: string }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold spaces; the state is the first word after it.
  const [, parent = '', group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent, group };
}
