import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { recordSessionFacts } from '@soul-kg-crm/domain';
import { type ClientEvent, WhatsAppWebClient } from '@soul-kg-crm/whatsapp/client';
import { DatabaseAuth, exportLogin, importLogin } from '@soul-kg-crm/whatsapp/session-store';
import { pino } from 'pino';
import { readEnv, type WorkerEnv } from '../env.ts';
import { findChromium } from '../sessions/find-chromium.ts';
import { asOwner, openLogins, runScript, ScriptError } from './script.ts';

// Restores a channel's stored login in a browser and a folder of its own, and says whether WhatsApp accepts it:
// verify-session.ts --channel <id>
// A browser that connects is handed what waits for the number, once: so what it has then is kept as the newest login.

const ANSWER_MS = 90_000;

await runScript(async () => {
  const { values } = parseArgs({ options: { channel: { type: 'string' } } });
  if (!values.channel) throw new ScriptError('Usage: npm run session:verify -- --channel <id>');
  const env = readEnv();
  await using stack = new AsyncDisposableStack();
  const { database, archives } = stack.use(openLogins(env));
  const folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const userDataDir = path.join(folder, 'profile');
  await asOwner(database, values.channel, async (owner, lost) => {
    const stored = await exportLogin(archives, owner, userDataDir);
    if (!stored) throw new ScriptError('No login is stored for this channel.');
    const { generation, size, createdAt } = stored;
    console.log(`Stored ${createdAt.toISOString()}: ${size} bytes, generation ${generation}. Trying it …`);
    const end = await tryLogin(env, { folder, userDataDir, lost });
    if (isRefused(end))
      throw new ScriptError('WhatsApp does not accept it any more: it asks for a code, or has ended it.');
    const kept = await importLogin(archives, owner, userDataDir);
    const saved = { at: kept.createdAt, bytes: kept.size };
    await recordSessionFacts(database.forOrganization(owner.organizationId), owner.channelId, { saved });
    if (end.kind !== 'ready') throw new ScriptError(`It did not connect: ${end.kind}.`);
    console.log(`WhatsApp accepts it: ${end.phoneNumber}. Kept as generation ${kept.generation}.`);
  });
});

type Answer = ClientEvent | { kind: 'no answer' };

/** What such a browser has is of no use to anybody. */
function isRefused(end: Answer): boolean {
  return end.kind === 'qr' || (end.kind === 'ended' && end.reason === 'LOGGED_OUT');
}

interface Trial {
  folder: string;
  userDataDir: string;
  lost: AbortSignal;
}

/** Gives its answer when the browser has closed. */
async function tryLogin(env: WorkerEnv, { folder, userDataDir, lost }: Trial): Promise<Answer> {
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
  const answered = Promise.withResolvers<Answer>();
  const inVain = () => answered.resolve({ kind: 'no answer' });
  lost.addEventListener('abort', inVain, { once: true });
  client.onEvent((event) => {
    if (event.kind === 'ready' || event.kind === 'qr' || event.kind === 'ended') answered.resolve(event);
  });
  const timer = setTimeout(inVain, ANSWER_MS);
  try {
    await client.start();
    return await answered.promise;
  } finally {
    clearTimeout(timer);
    await client.stop();
  }
}
