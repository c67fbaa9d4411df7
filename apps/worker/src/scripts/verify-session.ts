import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ClientEvent, WhatsAppWebClient } from '@soul-kg-crm/whatsapp/client';
import { DatabaseAuth, exportLogin } from '@soul-kg-crm/whatsapp/session-store';
import { pino } from 'pino';
import { readEnv, type WorkerEnv } from '../env.ts';
import { findChromium } from '../sessions/find-chromium.ts';
import { findChannel, openLogins, runScript, ScriptError } from './script.ts';

// Restores a channel's stored login in a browser and a folder of its own, and says whether WhatsApp accepts it:
// verify-session.ts --channel <id> [--anyway]

const ANSWER_MS = 90_000;

await runScript(async () => {
  const { values } = parseArgs({
    options: { channel: { type: 'string' }, anyway: { type: 'boolean', default: false } },
  });
  if (!values.channel) throw new ScriptError('Usage: npm run session:verify -- --channel <id> [--anyway]');
  const env = readEnv();
  await using stack = new AsyncDisposableStack();
  const { database, archives } = stack.use(openLogins(env));
  const channel = await findChannel(database, values.channel);
  if (channel.isRunning && !values.anyway) {
    throw new ScriptError(
      'The channel is running: a second browser on its login would throw it out. Disconnect it, or say --anyway.',
    );
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const userDataDir = path.join(folder, 'profile');
  const stored = await exportLogin(archives, channel, userDataDir);
  if (!stored) throw new ScriptError('No login is stored for this channel.');
  const { generation, size, createdAt } = stored;
  console.log(`Stored ${createdAt.toISOString()}: ${size} bytes, generation ${generation}. Trying it …`);
  const end = await tryLogin(env, folder, userDataDir);
  if (end.kind === 'ready') console.log(`WhatsApp accepts it: ${end.phoneNumber}.`);
  else
    throw new ScriptError(
      end.kind === 'qr'
        ? 'WhatsApp does not accept it any more: it asks for a code.'
        : `It did not connect: ${end.kind}.`,
    );
});

async function tryLogin(env: WorkerEnv, folder: string, userDataDir: string) {
  const client = new WhatsAppWebClient({
    session: {
      authStrategy: new DatabaseAuth({ clientId: 'verify', dataPath: folder, userDataDir }),
      userDataDir,
    },
    browser: {
      executablePath: await findChromium(env.CHROMIUM_PATH),
      standin: env.WHATSAPP_WEB_STANDIN ?? null,
      isSandboxed: env.CHROMIUM_SANDBOX,
    },
    log: pino({ level: 'silent' }),
  });
  const answered = Promise.withResolvers<ClientEvent | { kind: 'no answer' }>();
  client.onEvent((event) => {
    if (event.kind === 'ready' || event.kind === 'qr' || event.kind === 'ended') answered.resolve(event);
  });
  const timer = setTimeout(() => answered.resolve({ kind: 'no answer' }), ANSWER_MS);
  try {
    await client.start();
    return await answered.promise;
  } finally {
    clearTimeout(timer);
    await client.stop();
  }
}
