import { parseArgs } from 'node:util';
import { recordSessionFacts } from '@soul-kg-crm/domain';
import { importLogin } from '@soul-kg-crm/whatsapp/session-store';
import { readEnv } from '../env.ts';
import { asOwner, openLogins, runScript, ScriptError } from './script.ts';

// A login that some browser left behind (a folder of LocalAuth) becomes a channel's login in the database:
// import-session.ts <folder> --channel <id>

await runScript(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { channel: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder || !values.channel)
    throw new ScriptError('Usage: npm run session:import -- <folder> --channel <id>');
  await using logins = openLogins(readEnv());
  const { database, archives } = logins;
  const saved = await asOwner(database, values.channel, async (owner) => {
    const info = await importLogin(archives, owner, folder);
    const scope = database.forOrganization(owner.organizationId);
    await recordSessionFacts(scope, owner.channelId, { saved: { at: info.createdAt, bytes: info.size } });
    return info;
  });
  console.log(
    `The login is stored: ${saved.size} bytes, generation ${saved.generation}. Connect the number in the dashboard.`,
  );
});
