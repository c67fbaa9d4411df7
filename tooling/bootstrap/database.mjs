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

/** @typedef {{ others: number, demo: 'none' | 'open' | 'closed', publicOwners: string[] }} Inhabitants */

/**
 * Creates the demo organisation where it is missing and nobody else has an account.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Inhabitants>} who has an account afterwards
 */
export const seed = (node, env) => accounts('Seeding the demo organisation', 'seed', node, env);

/**
 * Who has an account; works on a database without migrations too.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Inhabitants>}
 */
export const lookAtAccounts = (node, env) => accounts('Looking at the accounts', 'look', node, env);

/**
 * Gives DEMO_PASSWORD to owners whose password everybody knows.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Inhabitants>} who has an account afterwards
 */
export const closeDemo = (node, env) => accounts("Changing the demo's password", 'close', node, env);

/**
 * @param {string} what
 * @param {'seed' | 'look' | 'close'} action
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
async function accounts(what, action, node, env) {
  const { stdout } = await mustRun(what, node, ['src/seed/main.ts', action], { cwd: PACKAGE, env });
  return JSON.parse(stdout);
}
