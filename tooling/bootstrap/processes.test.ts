import { expect, test } from 'vitest';
import { endRunningPrograms, isBusyUninterrupted, run } from './processes.mjs';

test('who stops ends what runs, and waits for what must not be cut off', async () => {
  const untilEnded = run(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const script = 'setTimeout(() => console.log("done"), 300)';
  const toItsEnd = run(process.execPath, ['-e', script], { isUninterrupted: true });
  expect(isBusyUninterrupted()).toBe(true);
  endRunningPrograms();
  expect(await untilEnded).toMatchObject({ code: 1 });
  expect(await toItsEnd).toMatchObject({ code: 0, stdout: 'done\n' });
  expect(isBusyUninterrupted()).toBe(false);
});

test.runIf(process.platform === 'linux')('no Ctrl-C reaches what must not be cut off', async () => {
  // A terminal sends it to the whole process group.
  const script =
    "console.log(require('fs').readFileSync('/proc/self/stat', 'utf8').split(' ')[4], process.pid)";
  const { stdout } = await run(process.execPath, ['-e', script], { isUninterrupted: true });
  const [group, pid] = stdout.trim().split(' ');
  expect(group).toBe(pid);
});
