import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { mustRun, run } from '../bootstrap/processes.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';

/** npm run pictures – takes the pictures of the README from the product as it is now. */
await runCommand(async () => {
  const { node } = await ensureDependencies();
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await step('Dashboard built', () =>
    mustRun('Building the dashboard', 'turbo', ['run', 'build', '--output-logs=errors-only'], {
      cwd: fromRoot(),
      env,
    }),
  );
  const { code } = await run(node.node, [fromRoot('tooling/e2e/take-pictures.ts')], { echo: true });
  return code;
});
