import { ensureChromium } from '../bootstrap/chromium.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { run } from '../bootstrap/processes.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { turbo } from '../bootstrap/turbo.mjs';

/** npm run soak [-- minutes] – kills things at random for so long (10 minutes), and counts what was lost. */
await runCommand(async () => {
  await ensureDependencies();
  await step('Generated code', () => turbo('generate'));
  const chromium = await step('Chromium', ensureChromium);
  const { code } = await run('vitest', ['run', 'test/soak'], {
    cwd: fromRoot('apps/worker'),
    echo: true,
    env: {
      ...process.env,
      CHROMIUM_PATH: chromium.path,
      SOAK_MINUTES: process.argv[2] ?? '10',
      SOAK_VERBOSE: '1',
    },
  });
  return code ?? 1;
});
