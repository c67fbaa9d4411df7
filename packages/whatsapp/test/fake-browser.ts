import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface FakeBrowser extends Disposable {
  isAlive(): boolean;
}

/** A process that looks like another worker's browser on this profile. */
export function fakeBrowser(userDataDir: string): FakeBrowser {
  const idle = 'while :; do sleep 1; done';
  // Its parent ends at once, as it is nobody's child here.
  const start = `/bin/sh -c '${idle}' browser "$1" >/dev/null 2>&1 & echo $!`;
  const pid = Number(execFileSync('/bin/sh', ['-c', start, 'start', `--user-data-dir=${userDataDir}`]));
  const isAlive = () => {
    try {
      // A zombie, whom nobody has waited for, counts as dead.
      return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  return { isAlive, [Symbol.dispose]: () => void (isAlive() && process.kill(pid, 'SIGKILL')) };
}
