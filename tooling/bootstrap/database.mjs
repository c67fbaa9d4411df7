import { fromRoot } from './paths.mjs';
import { mustRun, run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const PACKAGE = fromRoot('packages/database');
const PRISMA = fromRoot('packages/database/node_modules/prisma/build/index.js');

/** Prisma's errors of who was not let in: nothing was begun, and the error says what is wrong. P1002 may be a migration at work. */
const NOT_REACHED = /\bP10(?!02)\d\d\b/;

/**
 * Applies the committed migrations. Once begun it is not cut off: what a migration was doing would be open, and no later one
 * would run until somebody has said how it ended.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrate(node, env) {
  const options = { cwd: PACKAGE, env, isUninterrupted: true };
  try {
    await mustRun('Migrating the database', node, [PRISMA, 'migrate', 'deploy'], options);
  } catch (error) {
    if (!(error instanceof SetupError) || NOT_REACHED.test(error.message)) throw error;
    throw new SetupError(
      `${error.message}\n\nHow to go on: docs/runbooks/backup-and-upgrade.md, “An update that was cut off”.`,
    );
  }
}

/**
 * Any command of `prisma migrate`, shown as it runs.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {string} databaseUrl
 * @returns {Promise<number>} its exit code
 */
export async function prismaMigrate(node, args, databaseUrl) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const options = { cwd: PACKAGE, env, echo: true, isUninterrupted: true };
  return (await run(node, [PRISMA, 'migrate', ...args], options)).code;
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
 * Gives DEMO_PASSWORD to owners whose password everybody knows, and ends their sessions and API keys.
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
