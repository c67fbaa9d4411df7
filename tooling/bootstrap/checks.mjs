import { forgetPass, passedBefore, rememberPass, sourcesHash } from './e2e-stamp.mjs';
import { fromRoot, inData } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './steps.mjs';
import { add, countPlaywright, countVitest, forgetReports, zero } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Counts} Counts */

const TURBO_OPTIONS = [
  '--env-mode=loose',
  '--continue=always',
  '--output-logs=errors-only',
  '--no-update-notifier',
];

/**
 * Runs everything that must hold, goes on after a failure, and adds up what came out.
 *
 * @param {{ chromiumPath: string }} options
 * @returns {Promise<Counts>}
 */
export async function runChecks({ chromiumPath }) {
  const env = {
    ...process.env,
    CHROMIUM_PATH: chromiumPath,
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
  };
  const checks = [
    await check(
      'Format, lint, import rules, cycles',
      'biome',
      ['ci', '--error-on-warnings', '--colors=off', '--max-diagnostics=100', '.'],
      env,
    ),
    await check('Dead code and unused dependencies', 'knip', ['--no-progress'], env),
    await check('Types', 'turbo', ['run', 'typecheck', ...TURBO_OPTIONS], env),
  ];
  forgetReports();
  const tests = await check(
    'Unit and integration tests',
    'turbo',
    ['run', 'test', '--concurrency=2', ...TURBO_OPTIONS],
    env,
  );
  const tested = countVitest();
  // A test run can fail without a failed test, by an unhandled error for instance.
  checks.push(tested.failed > 0 ? zero() : tests);
  const build = await check('Dashboard built', 'turbo', ['run', 'build', ...TURBO_OPTIONS], {
    ...env,
    NODE_ENV: 'production',
  });
  checks.push(build, tested, build.failed > 0 ? zero() : await endToEnd(env));
  return checks.reduce(add, zero());
}

/** @param {NodeJS.ProcessEnv} env */
async function endToEnd(env) {
  const hash = await sourcesHash();
  const before = passedBefore(hash);
  if (before) {
    await step('End to end', async (describe) => describe('passed before with the same sources'));
    return before;
  }
  forgetPass();
  const playwright = fromRoot('tooling/e2e/node_modules/@playwright/test/cli.js');
  const args = [playwright, 'test', '--config', fromRoot('tooling/e2e/playwright.config.ts')];
  const outcome = await check('End to end', 'node', args, env, true);
  const counts = countPlaywright();
  if (outcome.failed === 0 && counts.failed === 0) rememberPass(hash, counts);
  else console.log(`  The apps' logs of this run are in ${inData('test/e2e-logs')}.`);
  return outcome.failed > 0 && counts.failed === 0 ? add(counts, outcome) : counts;
}

/**
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} [echo]
 * @returns {Promise<Counts>} a failed check counts as one failure
 */
async function check(label, command, args, env, echo = false) {
  try {
    await step(label, async () => {
      const { code, stdout, stderr } = await run(command, args, { cwd: fromRoot(), env, echo });
      if (code === 0) return;
      if (!echo) console.log(`\n${stdout}\n${stderr}`);
      throw new SetupError(`${label} failed.`);
    });
    return zero();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ...zero(), failed: 1 };
  }
}
