import { rmSync } from 'node:fs';
import { emptyServices } from '../bootstrap/demo-data.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { inData } from '../bootstrap/paths.mjs';
import { runningProduct, sessionsFolder } from '../bootstrap/run-state.mjs';
import { SetupError } from '../bootstrap/setup-error.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';

/** npm run demo:reset – an empty database with the demo organisation, empty queues, no sessions, a new sandbox. */
await runCommand(async () => {
  loadEnvFile();
  await refuseIfUnsafe();
  await ensureDependencies();
  await step('Sessions, media and sandbox emptied', async () => {
    const { MEDIA_DIR = inData('media'), SANDBOX_DATA_DIR = inData('sandbox') } = process.env;
    for (const folder of [sessionsFolder(), MEDIA_DIR, SANDBOX_DATA_DIR])
      rmSync(folder, { recursive: true, force: true });
  });
  await emptyServices();
});

async function refuseIfUnsafe() {
  const running = runningProduct();
  if (running)
    throw new SetupError(`Stop the running product first (${running.command}, process ${running.pid}).`);
  const given = ['DATABASE_URL', 'REDIS_URL'].filter((name) => process.env[name]);
  if (given.length === 0 || process.argv.includes('--yes')) return;
  throw new SetupError(
    `${given.join(' and ')} ${given.length > 1 ? 'are' : 'is'} set, and everything in there would be deleted: unset it to reset this folder's own demo, or say "npm run demo:reset -- --yes".`,
  );
}
