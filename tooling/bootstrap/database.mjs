import { fromRoot } from './paths.mjs';
import { mustRun } from './processes.mjs';

const PACKAGE = fromRoot('packages/database');

/**
 * Applies the committed migrations.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrate(node, env) {
  const prisma = fromRoot('packages/database/node_modules/prisma/build/index.js');
  await mustRun('Migrating the database', node, [prisma, 'migrate', 'deploy'], { cwd: PACKAGE, env });
}

/**
 * Creates the demo organisation where it is missing.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function seed(node, env) {
  await mustRun('Seeding the demo organisation', node, ['src/seed/main.ts'], { cwd: PACKAGE, env });
}
