import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../bootstrap/paths.mjs';
import { ALLOWED_IMPORTS, ALLOWED_IN_TESTS } from './allowed-imports.ts';
import { importsOf, sourceFiles, type WorkspacePackage, workspacePackages } from './workspace.ts';

// Lint rules in biome.json say the same file by file; these tests see what a pattern cannot.

const packages = workspacePackages();

test('every package is named in the table of who may import whom', () => {
  expect(packages.map(({ name }) => name).filter((name) => !ALLOWED_IMPORTS[name])).toEqual([]);
});

test.each(packages)(
  '$folder declares only packages that it may import',
  ({ name, imports, importsInTests }) => {
    const rule = ALLOWED_IMPORTS[name];
    const allowed = rule?.imports ?? [];
    const forbidden = imports.filter((imported) => !allowed.includes(imported));
    const forbiddenInTests = importsInTests.filter(
      (imported) => ![...allowed, ...ALLOWED_IN_TESTS].includes(imported),
    );
    expect(
      [...forbidden, ...forbiddenInTests],
      `${name} may not import these, because ${rule?.because}`,
    ).toEqual([]);
  },
);

test.each(packages)('$folder reaches into no other package by a relative path', ({ folder }) => {
  const outside = relativeImports(folder).filter(({ target }) => !target.startsWith(`${folder}/`));
  expect(outside.filter(({ target }) => !target.endsWith('package.json')).map(describeImport)).toEqual([]);
});

test('web features do not import one another: what they share is in components/', () => {
  const features = 'apps/web/src/features/';
  const featureOf = (file: string) => file.slice(features.length).split('/')[0];
  const crossing = sourceFilesOf('web')
    .filter((file) => file.startsWith(features))
    .flatMap((file) => importedFiles(file).map((target) => ({ file, target })))
    .filter(({ file, target }) => target.startsWith(features) && featureOf(target) !== featureOf(file));
  expect(crossing.map(describeImport)).toEqual([]);
});

test('what web features share imports none of them; src/providers puts them together, as src/app does', () => {
  const shared = ['api', 'components', 'i18n', 'realtime', 'session'].map((room) => `apps/web/src/${room}/`);
  const upwards = sourceFilesOf('web')
    .filter((file) => shared.some((room) => file.startsWith(room)))
    .flatMap((file) => importedFiles(file).map((target) => ({ file, target })))
    .filter(({ target }) => target.startsWith('apps/web/src/features/'));
  expect(upwards.map(describeImport)).toEqual([]);
});

test('the API never loads Chromium: neither it nor anything it imports of ours touches whatsapp-web.js', () => {
  const reachable = filesReachedFrom('apps/api/src/main.ts');
  const offenders = [...reachable].filter((file) =>
    importsOf(file).some((name) => /^(whatsapp-web\.js|puppeteer)/.test(name)),
  );
  expect(offenders).toEqual([]);
});

test('what people write and are called is parsed in data-import alone', () => {
  const parsers = /(?:function|const)\s+(?:detectLanguage|bestName|culturalContext)\b/;
  const isParser = (file: string) => parsers.test(readFileSync(path.join(ROOT, file), 'utf8'));
  const written = packages.flatMap(({ folder }) => sourceFiles(folder)).filter(isParser);
  expect(written.map((file) => path.dirname(file))).toEqual(Array(3).fill('packages/data-import/src'));
  const uses = (file: string) => importsOf(file).includes('@soul-kg-crm/data-import');
  expect(sourceFilesOf('worker').filter(uses).length).toBeGreaterThan(2);
});

function sourceFilesOf(name: string): string[] {
  const found = packages.find((candidate) => candidate.name === name);
  return found ? sourceFiles(found.folder) : [];
}

function relativeImports(folder: string) {
  return sourceFiles(folder).flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => ({ file, target: path.join(path.dirname(file), name) })),
  );
}

/** The files of ours that a file imports, by a relative path or by the web app's alias. */
function importedFiles(file: string): string[] {
  return importsOf(file).flatMap((name) => {
    if (name.startsWith('.')) return [path.join(path.dirname(file), name)];
    return name.startsWith('@/') ? [path.join('apps/web/src', name.slice(2))] : [];
  });
}

function filesReachedFrom(entry: string): Set<string> {
  const known = new Set(packages.flatMap(({ folder }) => sourceFiles(folder)));
  const reached = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file) || !known.has(file)) continue;
    reached.add(file);
    waiting.push(...importedFiles(file), ...importsOf(file).flatMap(packageEntry));
  }
  return reached;
}

/** `@soul-kg-crm/domain` → the file that its exports name. */
function packageEntry(name: string): string[] {
  const [, folderName, subpath] = /^@soul-kg-crm\/([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  const found: WorkspacePackage | undefined = packages.find((candidate) => candidate.name === folderName);
  if (!found) return [];
  const target = found.exports[subpath ? `./${subpath}` : '.'];
  return target ? [path.join(found.folder, target)] : [];
}

const describeImport = ({ file, target }: { file: string; target: string }) => `${file} imports ${target}`;
