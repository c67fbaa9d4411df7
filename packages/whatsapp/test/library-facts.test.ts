import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TESTS = ['packages/whatsapp/test', 'packages/whatsapp/src/testing', 'apps/worker/test'];

test('every fact of docs/library-facts.md has the test that it names', () => {
  const sources = TESTS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(ROOT, folder, file), 'utf8')),
  ).join('\n');
  const rows = readFileSync(path.join(ROOT, 'docs/library-facts.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(35);
  const missing = rows.map(([, , , title = '']) => title).filter((title) => !sources.includes(`'${title}'`));
  expect(missing).toEqual([]);
});
