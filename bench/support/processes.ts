import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fromRoot } from '@soul-kg-crm/tooling/paths';

/** A program of this repository, as a process of its own, ended with whoever uses it. */
export function startProgram(
  folder: string,
  file: string,
  variables: Record<string, string>,
): AsyncDisposable & { child: ChildProcess } {
  const child = spawn(process.execPath, [file], {
    cwd: fromRoot(folder),
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    child,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** The first line that the program prints and that the pattern finds something in. */
export async function lineOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  if (!child.stdout) throw new Error('the program has no output');
  for await (const line of createInterface(child.stdout)) {
    const match = pattern.exec(line);
    if (!match) continue;
    child.stdout.resume();
    return match;
  }
  throw new Error(`the program ended without ${pattern}`);
}

/** MB of a process and all its descendants: the sum of their proportional set sizes. */
export async function memoryOfTree(root: number): Promise<{ own: number; children: number }> {
  let children = 0;
  for (const pid of await descendantsOf(root)) children += await megabytes(pid);
  return { own: await megabytes(root), children };
}

/** The ids of all processes that a process has started, directly or not. */
export async function descendantsOf(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

async function megabytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
}
