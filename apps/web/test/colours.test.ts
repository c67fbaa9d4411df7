import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.join(import.meta.dirname, '../src');
const read = (file: string) => readFileSync(path.join(source, file), 'utf8');

test('what has a background has one of the theme’s: another name draws none', () => {
  const theme = [...read('app/globals.css').matchAll(/--color-([a-z-]+):/g)].map(([, name]) => name);
  const known = new Set([...theme, 'black', 'white', 'transparent']);
  const unknown = globSync('**/*.{ts,tsx}', { cwd: source }).flatMap((file) =>
    [...read(file).matchAll(/(?<![\w-])bg-([a-z-]+)(?=[/\s'"`])/g)]
      .map(([, name]) => name)
      .filter((name) => !known.has(name))
      .map((name) => `${file}: bg-${name}`),
  );
  expect(theme).toContain('surface');
  expect(unknown).toEqual([]);
});
