import { rmSync } from 'node:fs';
import { emptyServices } from '../bootstrap/demo-data.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { ownFolders } from '../bootstrap/paths.mjs';
import { whyToAskBeforeReset } from '../bootstrap/reset-safety.mjs';
import { runningProduct } from '../bootstrap/run-state.mjs';
import { SetupError } from '../bootstrap/setup-error.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { forgetServers, whatsAppServers } from '../bootstrap/whatsapp-servers.mjs';

/**
 * npm run demo:reset [-- --empty] [--yes]
 *
 * An empty database with the demo organisation, empty queues, no sessions, a new sandbox. --empty: without the demo, to
 * begin with real WhatsApp. --yes: also what is not the demo's alone.
 */
await runCommand(async () => {
  loadEnvFile();
  refuseWhileRunning();
  await ensureDependencies();
  if (!process.argv.includes('--yes')) await refuseIfUnsafe();
  await step('Sessions, media and sandbox emptied', async () => {
    for (const folder of Object.values(ownFolders())) rmSync(folder, { recursive: true, force: true });
  });
  await emptyServices({
    withDemo: whatsAppServers().kind !== 'real' && !process.argv.includes('--empty'),
  });
  forgetServers();
});

function refuseWhileRunning() {
  const running = runningProduct();
  if (running)
    throw new SetupError(`Stop the running product first (${running.command}, process ${running.pid}).`);
}

async function refuseIfUnsafe() {
  const reasons = await whyToAskBeforeReset();
  if (reasons.length === 0) return;
  throw new SetupError(
    `More than a demo would be deleted, for good:\n${reasons.map((reason) => `  – ${reason}`).join('\n')}
If that is what you want, say --yes: npm run demo:reset -- ${['--yes', ...process.argv.slice(2)].join(' ')}`,
  );
}
