import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface AppProcess extends AsyncDisposable {
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** SIGTERM: it finishes what it is at; gives its exit code. */
  stop(): Promise<number | null>;
  /** SIGSTOP: it stands still, with all that it holds; it is not told, and goes on where it was. */
  freeze(): void;
  thaw(): void;
}

/** The worker as it runs in production, as a process of its own. */
export function startWorkerProcess(variables: Record<string, string>): AppProcess {
  return startAppProcess('worker', variables);
}

/** An app of the product, as a process of its own. */
export function startAppProcess(app: 'worker' | 'api', variables: Record<string, string>): AppProcess {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../../..', app),
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
    },
  };
}
