import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../bootstrap/paths.mjs';

export interface WorkspacePackage {
  /** The folder's own name, which is also the package's name within our scope. */
  name: string;
  folder: string;
  /** Our own packages among its dependencies, without the scope. */
  imports: string[];
  importsInTests: string[];
  exports: Record<string, string>;
}

const SCOPE = '@soul-kg-crm/';

/** Every package of the workspace with what it declares to import. */
export function workspacePackages(): WorkspacePackage[] {
  const nested = ['apps', 'packages'].flatMap((group) =>
    readdirSync(path.join(ROOT, group)).map((name) => path.join(group, name)),
  );
  return ['tooling', 'tooling/e2e', 'bench', 'examples', ...nested]
    .map(readPackage)
    .filter((found) => found !== undefined);
}

/** The package's own TypeScript sources, tests included; another package inside its folder is not its own. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    if (entry.isFile()) return /\.(ts|tsx|mjs)$/.test(entry.name) ? [inside] : [];
    const isOwn = entry.isDirectory() && !NOT_SOURCES.has(entry.name) && !isPackage(inside);
    return isOwn ? sourceFiles(inside) : [];
  });
}

const NOT_SOURCES = new Set(['node_modules', 'generated', '.next', 'dist', 'test-results']);
const isPackage = (folder: string) => existsSync(path.join(ROOT, folder, 'package.json'));

/** The modules that a file imports, as it names them. */
export function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name]) => name ?? '');
}

function readPackage(folder: string): WorkspacePackage | undefined {
  const file = path.join(ROOT, folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(readFileSync(file, 'utf8'));
  return {
    name: path.basename(folder),
    folder,
    imports: ours(manifest.dependencies),
    importsInTests: ours(manifest.devDependencies),
    exports: manifest.exports ?? {},
  };
}

function ours(dependencies: Record<string, string> = {}): string[] {
  return Object.keys(dependencies)
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length));
}
