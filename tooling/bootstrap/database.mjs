import { fromRoot } from './paths.mjs';
import { mustRun } from './processes.mjs';

const PACKAGE = fromRoot('packages/database');
const PRISMA = fromRoot('packages/database/node_modules/prisma/build/index.js');

/**
 * Applies the committed migrations.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrate(node, env) {
  await mustRun('Migrating the database', node, [PRISMA, 'migrate', 'deploy'], { cwd: PACKAGE, env });
}

/**
 * Drops everything in the database and applies the migrations to what is then empty.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function reset(node, env) {
  await mustRun('Emptying the database', node, [PRISMA, 'migrate', 'reset', '--force'], {
    cwd: PACKAGE,
    env,
  });
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
