import { fromRoot } from './paths.mjs';
import { mustRun } from './processes.mjs';

/**
 * Runs one task of turbo.json in every package that has it; "generate" makes the database client, which no checkout has.
 *
 * @param {'generate' | 'build'} task
 */
export async function turbo(task) {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
  };
  const options = ['--output-logs=errors-only', '--log-prefix=none', '--no-update-notifier'];
  await mustRun(`turbo run ${task}`, 'turbo', ['run', task, ...options], { cwd: fromRoot(), env });
}
