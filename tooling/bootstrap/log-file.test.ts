import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from './log-file.mjs';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a log that has grown large is set aside while it is written, and nothing of it twice or out of order', async () => {
  const file = path.join(newFolder(), 'logs', 'worker.log');
  const read = (name: string) => readFileSync(name, 'utf8').split('\n').filter(Boolean);
  const log = openLog(file, 100);
  const lines = Array.from({ length: 12 }, (_, n) => `line ${String(n).padStart(4, '0')}`);
  for (const line of lines) log.write(`${line}\n`);
  await log.end();
  expect(read(`${file}.1`)).toEqual(lines.slice(0, 10));
  expect(read(file)).toEqual(lines.slice(10));
  const again = openLog(file, 100);
  again.write('line 0012\n');
  await again.end();
  expect(read(file)).toEqual([...lines.slice(10), 'line 0012']);
});

test('a disk that takes no more costs the lines, and not the product', async () => {
  const log = openLog('/dev/full');
  for (let n = 0; n < 3; n += 1) {
    log.write('a line\n');
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => log.end().then(() => true)).toBe(true);
});
