import { runOnDatabase } from '../bootstrap/database-script.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/**
 * npm run password -- <email>
 *
 * A new password for somebody who has forgotten theirs, beside npm start or without it.
 */
await runCommand(() =>
  runOnDatabase({
    withoutDatabase:
      'The product has not run from this folder, and DATABASE_URL is not set. With docker compose: docs/runbooks/server.md tells how.',
    args: [fromRoot('apps/api/src/scripts/new-password.ts'), ...process.argv.slice(2)],
    env: ({ databaseUrl }) => ({ ...process.env, DATABASE_URL: databaseUrl }),
  }),
);
