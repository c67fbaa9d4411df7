import { runOnDatabase, workerEnv } from '../bootstrap/database-script.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/** npm run take-back – after a restore, before "npm start": nothing leaves that may have left since the backup. */
await runCommand(() =>
  runOnDatabase({
    withoutDatabase: 'There is no database yet: put the saved .data/ in its place first.',
    args: [fromRoot('apps/worker/src/scripts/take-back-waiting.ts')],
    env: (installation) => workerEnv(installation),
  }),
);
