import { createDatabase, pendingMigrations } from '@soul-kg-crm/database';
import { takeBackAll } from '@soul-kg-crm/domain';
import { readEnv } from '../env.ts';
import { runScript, ScriptError } from './script.ts';

// After a restore, before a worker runs: what the database takes for waiting, and may have left since, does not leave.

await runScript(async () => {
  await using database = createDatabase({ url: readEnv().DATABASE_URL, maxConnections: 2 });
  const missing = await pendingMigrations(database.system);
  if (missing.length > 0)
    throw new ScriptError(`Migrate the database first; it lacks ${missing.join(', ')}.`);
  const total = { messages: 0, broadcasts: 0, turns: 0 };
  const organizations = await database.system.organization.findMany({ select: { id: true } });
  for (const { id } of organizations) {
    const { messages, broadcasts, turns } = await takeBackAll(database.forOrganization(id));
    total.messages += messages;
    total.broadcasts += broadcasts;
    total.turns += turns;
  }
  console.log(
    `Messages taken back: ${total.messages}, bulk sends paused: ${total.broadcasts}, answers of agents given up: ${total.turns}.`,
  );
});
