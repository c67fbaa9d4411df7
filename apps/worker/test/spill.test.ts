import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Spill } from '../src/inbound/spill.ts';
import { customerMessage } from './support/world.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spill-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const event = (content: string) => customerMessage('996555500001', content);

test('what is added while the file is being removed is read afterwards', async () => {
  const spill = new Spill(path.join(folder, 'cleared.jsonl'));
  for (let round = 0; round < 20; round += 1) {
    const one = event(`${round}, one`);
    const two = event(`${round}, two`);
    const cleared = spill.clear();
    // In the middle of the removal, whose steps are not the same number everywhere.
    for (let step = 0; step < round; step += 1) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([spill.append([one]), spill.append([two]), cleared]);
    expect(spill.isEmpty).toBe(false);
    expect(await spill.next(10)).toEqual([one, two]);
    expect(spill.isEmpty).toBe(true);
  }
  await spill.clear();
  expect(await readdir(folder)).toEqual([]);
});

test('what follows a line that a crash cut off stands by itself, whether it was read before or not', async () => {
  for (const isReadFirst of [true, false]) {
    const file = path.join(folder, `cut-${isReadFirst}.jsonl`);
    const [one, two] = [event('one'), event('two')];
    await writeFile(file, `${JSON.stringify(one)}\n{"kind":"mess`);
    const spill = new Spill(file);
    await spill.recover();
    const first = isReadFirst ? await spill.next(10) : [];
    await spill.append([two]);
    expect([...first, ...(await spill.next(10))]).toEqual([one, two]);
    expect(spill.isEmpty).toBe(true);
    await spill.clear();
  }
});

test('what a full disk takes half of does not spoil what is added later', async () => {
  // A limit on the size of files fails as a full disk does: after a part of the line.
  const shell = 'trap \'\' XFSZ; ulimit -f 8; exec "$0" "$@"';
  const program = path.join(import.meta.dirname, 'fixtures/spill-on-full-disk.ts');
  const { stdout } = await promisify(execFile)('/bin/sh', [
    '-c',
    shell,
    process.execPath,
    program,
    path.join(folder, 'full.jsonl'),
  ]);
  expect(JSON.parse(stdout)).toEqual({ refused: ['EFBIG'], read: ['before', 'after'], isEmpty: true });
});
