import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type TestSandbox } from '@soul-kg-crm/sandbox/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WhatsAppWebClient } from '../src/client/index.ts';
import { silentLog } from '../src/log.ts';
import { createWhatsAppClientConfig, LocalSessionStore } from '../src/session-store/index.ts';
import { type ChannelEvent, SessionManager, type SessionState } from '../src/sessions/index.ts';
import { BrowserProcesses } from './browser-processes.ts';
import { CHANNEL } from './session-world.ts';

const ACCOUNT = '+996555077000';
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell';

let sandbox: TestSandbox;
let rootFolder: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  rootFolder = await mkdtemp(path.join(tmpdir(), 'manager-logins-'));
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await rm(rootFolder, { recursive: true, force: true, maxRetries: 5 });
});

/** The whole life of a number: what a person does, what breaks, and what the manager makes of it by itself. */
test('a number is connected, comes back after a crash, and asks for a code after a log-out', async () => {
  const states: SessionState[] = [];
  const events: ChannelEvent[] = [];
  const browser = { executablePath: CHROMIUM, standin: sandbox.standin, isSandboxed: false };
  const startedMs = Date.now();
  const manager = new SessionManager({
    createClient: (session) => new WhatsAppWebClient({ session, browser, log: silentLog }),
    store: new LocalSessionStore(),
    rootFolder,
    onState: (_channelId, state) => void states.push(state),
    onChannelEvent: (_channel, event) => void events.push(event),
    catchUpSinceMs: () => startedMs - 1000,
    log: silentLog,
  });
  const { dataPath, clientId } = createWhatsAppClientConfig(CHANNEL.organizationId, 'integration', {
    rootFolder,
  });
  const processes = new BrowserProcesses(path.join(dataPath, `session-${clientId}`));
  const status = () => manager.getStatus(CHANNEL.channelId);
  const heard = () => events.map((event) => (event.kind === 'message' ? event.message.content : event.kind));

  await manager.start(CHANNEL);
  await expect.poll(() => manager.getQrCode(CHANNEL.channelId)).not.toBeNull();
  await sandbox.control.do('scan', { account: ACCOUNT, code: manager.getQrCode(CHANNEL.channelId)?.code });
  await expect.poll(status).toBe('CONNECTED');
  await expect.poll(() => manager.state(CHANNEL.channelId).phoneNumber).toBe(ACCOUNT);

  // Closed once, so that the login is on the disk.
  await manager.stop(CHANNEL.channelId);
  expect(await processes.all()).toEqual([]);
  await manager.start(CHANNEL);
  await expect.poll(status).toBe('CONNECTED');

  await processes.signal('SIGKILL', 'browser');
  await expect.poll(() => states.map(({ errorCode }) => errorCode)).toContain('BROWSER_GONE');
  await sandbox.control.incoming({ account: ACCOUNT, from: { phone: '+996700100200' }, text: 'while away' });
  await expect.poll(status).toBe('CONNECTED');
  await expect.poll(heard).toContain('while away');

  await sandbox.control.do('logout', { account: ACCOUNT });
  await expect.poll(() => manager.getQrCode(CHANNEL.channelId)).not.toBeNull();
  expect(manager.state(CHANNEL.channelId)).toMatchObject({
    status: 'QR_CODE_PENDING',
    errorCode: 'LOGGED_OUT',
  });

  await manager.stopAll();
  expect(await processes.all()).toEqual([]);
  expect(states.at(-1)).toMatchObject({ status: 'DISCONNECTED', errorCode: null, qrCode: null });
});
