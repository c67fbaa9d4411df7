import { readdir, readFile } from 'node:fs/promises';

/** What a process group takes, in MB: the sum of its processes' proportional set sizes. Null where there is no /proc. */
export async function memoryOfGroup(groupId: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  let kilobytes = 0;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || (await groupOf(entry)) !== groupId) continue;
    kilobytes += await proportionalKilobytes(entry);
  }
  return Math.round(kilobytes / 1024);
}

/** As memoryOfGroup, for this process alone. */
export async function ownMemoryMb(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return Math.round((await proportionalKilobytes('self')) / 1024);
}

async function groupOf(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name in brackets: state, parent, group.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

async function proportionalKilobytes(pid: string): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}
