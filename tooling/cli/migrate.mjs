import { prismaMigrate } from '../bootstrap/database.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { hasDatabase, withServices } from '../bootstrap/own-services.mjs';
import { ensureSecrets } from '../bootstrap/secrets.mjs';
import { chosenPorts } from '../bootstrap/settings.mjs';
import { SetupError } from '../bootstrap/setup-error.mjs';
import { runCommand } from '../bootstrap/steps.mjs';
import { onStopSignal } from '../bootstrap/stop-signal.mjs';

/**
 * npm run migrate [-- resolve --rolled-back <name>]
 *
 * Prisma's `migrate deploy`, or what is said instead, on the database of npm start, beside it or without it.
 */
await runCommand(async () => {
  const args = process.argv.slice(2);
  loadEnvFile();
  if (!hasDatabase()) throw new SetupError('There is no database yet: "npm start" makes one.');
  // What has begun comes to its end, and what was started for it is stopped.
  onStopSignal(() => {});
  const { node } = await ensureDependencies();
  return withServices(chosenPorts(), ensureSecrets(), ({ databaseUrl }) =>
    prismaMigrate(node.node, args.length > 0 ? args : ['deploy'], databaseUrl),
  );
});
