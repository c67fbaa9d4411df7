import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { descendantsOf } from './processes.ts';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * CPU that these processes and their descendants have used so far, in µs. Of living threads the scheduler's own figure,
 * of ended children what their parents were told (in ticks of some 10 ms): measure work of a second or more.
 */
export async function cpuMicros(pids: readonly number[]): Promise<number> {
  let micros = 0;
  for (const root of pids) {
    for (const pid of [root, ...(await descendantsOf(root))]) micros += ownMicros(pid) + endedMicros(pid);
  }
  return micros;
}

/** µs that each of so many events took of the processes together. */
export async function cpuMicrosForEach(
  pids: readonly number[],
  events: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = await cpuMicros(pids);
  await work();
  return ((await cpuMicros(pids)) - before) / events;
}

function ownMicros(pid: number): number {
  let nanos = 0;
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      nanos += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]);
    }
  } catch {
    // ended meanwhile: its parent knows
  }
  return nanos / 1_000;
}

/** Fields 16 and 17 of stat: user and system time of children that were waited for. */
function endedMicros(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND) * 1_000_000;
  } catch {
    return 0;
  }
}
