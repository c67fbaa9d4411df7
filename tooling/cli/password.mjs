import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { hasDatabase, withServices } from '../bootstrap/own-services.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { endRunningPrograms, run } from '../bootstrap/processes.mjs';
import { ensureSecrets } from '../bootstrap/secrets.mjs';
import { chosenPorts } from '../bootstrap/settings.mjs';
import { SetupError } from '../bootstrap/setup-error.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { onStopSignal } from '../bootstrap/stop-signal.mjs';
import { turbo } from '../bootstrap/turbo.mjs';

/**
 * npm run password -- <email>
 *
 * A new password for somebody who has forgotten theirs, beside npm start or without it.
 */
await runCommand(async () => {
  loadEnvFile();
  if (!hasDatabase())
    throw new SetupError(
      'The product has not run from this folder, and DATABASE_URL is not set. With docker compose: docs/runbooks/server.md tells how.',
    );
  onStopSignal(endRunningPrograms);
  const { node } = await ensureDependencies();
  await step('Generated code', () => turbo('generate'));
  return withServices(chosenPorts(), ensureSecrets(), async ({ databaseUrl }) => {
    const file = fromRoot('apps/api/src/scripts/new-password.ts');
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    const { code } = await run(node.node, [file, ...process.argv.slice(2)], { echo: true, env });
    return code;
  });
});
