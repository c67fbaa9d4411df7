import { ensureChromium } from '../bootstrap/chromium.mjs';
import { runOnDatabase, workerEnv } from '../bootstrap/database-script.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/**
 * npm run session:import -- <folder> --channel <id>
 * npm run session:verify -- --channel <id>
 *
 * With the settings of npm start, beside it or without it.
 */
const [script = '', ...args] = process.argv.slice(2);
await runCommand(() =>
  runOnDatabase({
    withoutDatabase:
      'The product has not run from this folder, and DATABASE_URL is not set. With docker compose: docs/runbooks/sessions.md tells how.',
    args: [fromRoot('apps/worker/src/scripts', `${script}-session.ts`), ...args],
    env: async (installation) => workerEnv(installation, (await ensureChromium()).path),
  }),
);
