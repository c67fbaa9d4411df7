import { readdir, readFile } from 'node:fs/promises';

interface RunningProcess {
  pid: number;
  group: number;
  isZombie: boolean;
  commandLine: string;
}

/** The processes of the browsers that use a profile, their children included. */
export class BrowserProcesses {
  readonly #userDataDir: string;
  /** Children outlive the leader that names the profile. */
  readonly #groups = new Set<number>();

  constructor(userDataDir: string) {
    this.#userDataDir = userDataDir;
  }

  async all(): Promise<RunningProcess[]> {
    const running = (await allProcesses()).filter(({ isZombie }) => !isZombie);
    for (const { commandLine, group } of running) {
      if (commandLine.split('\0').includes(`--user-data-dir=${this.#userDataDir}`)) this.#groups.add(group);
    }
    return running.filter(({ group }) => this.#groups.has(group));
  }

  async signal(signal: NodeJS.Signals, which: keyof typeof KINDS): Promise<void> {
    const chosen = (await this.all()).filter(({ commandLine }) => KINDS[which](commandLine));
    if (chosen.length === 0) throw new Error(`no ${which} process to ${signal}`);
    for (const { pid } of chosen) process.kill(pid, signal);
  }
}

const KINDS = {
  all: () => true,
  renderer: (commandLine: string) => commandLine.includes('--type=renderer'),
  // Not the shell script by which Debian starts it.
  browser: (commandLine: string) => !commandLine.includes('--type=') && !commandLine.startsWith('/bin/sh'),
};

async function allProcesses(): Promise<RunningProcess[]> {
  const entries = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(entries.map((entry) => readProcess(Number(entry)).catch(() => null)));
  return found.filter((one) => one !== null);
}

async function readProcess(pid: number): Promise<RunningProcess> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  return { pid, group: Number(group), isZombie: state === 'Z', commandLine };
}
