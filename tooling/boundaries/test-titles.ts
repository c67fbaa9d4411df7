import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../bootstrap/paths.mjs';
import { sourceFiles, workspacePackages } from './workspace.ts';

/** A line of a document's table: what is said, and the title of the test that holds it. */
export interface NamedTest {
  number: string;
  title: string;
}

/** How often each title stands at a test of the repository. */
export function testTitles(): Map<string, number> {
  const titles = new Map<string, number>();
  for (const { folder } of workspacePackages()) {
    for (const file of sourceFiles(folder).filter(holdsTests)) {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      for (const title of titlesIn(text)) titles.set(title, (titles.get(title) ?? 0) + 1);
    }
  }
  return titles;
}

/** The titles of the tests in a source: `test('…'`, `it.each(…)('…'`. */
export function titlesIn(source: string): string[] {
  return [...source.matchAll(TITLE)].map(([, , title = '']) => title.replaceAll(/\\(['"`])/g, '$1'));
}

const TITLE = /(?:\b(?:test|it)(?:\.(?:concurrent|skip))?\(|\)\()\s*(['"`])((?:\\.|(?!\1).)+)\1\s*,/g;

/** The rows of a document's tables that begin with a number: `| 3.1 | what is said | the test |`. */
export function namedTests(document: string): NamedTest[] {
  return readFileSync(path.join(ROOT, document), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, number = '', , title = '']) => ({ number, title }));
}

function holdsTests(file: string): boolean {
  return /\.(test\.tsx?|spec\.ts)$/.test(file) || file.includes('/src/testing/');
}
