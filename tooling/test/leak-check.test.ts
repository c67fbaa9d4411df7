import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('a test file that leaves a server open fails and is told what it left', async () => {
  const failed = await runFixture().then(
    () => ({ stdout: '', stderr: 'the run passed' }),
    (error: { stdout: string; stderr: string }) => error,
  );
  expect(failed.stdout + failed.stderr).toContain('This test file leaves open: 1 TCPServerWrap');
});

function runFixture() {
  const folder = path.join(import.meta.dirname, '..');
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const config = path.join(import.meta.dirname, 'fixtures/vitest.config.ts');
  return promisify(execFile)(process.execPath, [vitest, 'run', '--config', config], { cwd: folder });
}
