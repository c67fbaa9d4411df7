import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type TestSandbox } from '../src/testing.ts';
import { LibraryRun, profileFolder, waitUntil } from './library.ts';

const AIGUL = { phone: '+996555214783', name: 'Айгуль Асанова' };

describe('a session, through the unmodified library', () => {
  const stack = new AsyncDisposableStack();
  let sandbox: TestSandbox;
  let profiles: { path: string };
  let accounts = 0;

  /** A new account with a library that is linked to it. */
  async function connected(clientId: string): Promise<{ run: LibraryRun; account: string }> {
    accounts += 1;
    const account = `+99670055502${accounts}`;
    const run = new LibraryRun(sandbox.standin, profiles.path, clientId);
    await run.client.initialize();
    const [code] = await run.next('qr');
    await sandbox.control.do('scan', { account, code: String(code) });
    await run.next('ready');
    return { run, account };
  }

  beforeAll(async () => {
    sandbox = stack.use(await startSandbox({ settings: { firstCodeMs: 60_000 } }));
    profiles = stack.use(await profileFolder());
  });
  afterAll(async () => {
    const { missing } = await sandbox.control.state();
    await stack.disposeAsync();
    expect(missing).toEqual([]);
  });

  test('codes are renewed, run out, and come back when asked for', async () => {
    await using run = new LibraryRun(sandbox.standin, profiles.path, 'codes');
    await run.client.initialize();
    const [first] = await run.next('qr');
    expect((await sandbox.control.state()).codes.at(-1)?.qr).toBe(first);
    await sandbox.control.do('code', { action: 'renew' });
    const [second] = await run.next('qr', (code: string) => code !== first);
    const expired = sandbox.control.do('scan', { account: '+996700555019', code: String(first) });
    await expect(expired).rejects.toThrow(/no longer/);
    await sandbox.control.do('code', { action: 'expire' });
    await waitUntil(async () => (await run.client.getState()) === 'UNPAIRED_IDLE', 'not idle');
    // What the library itself does on UNPAIRED_IDLE fails outside the page.
    await run.client.pupPage?.evaluate("window.require('WAWebCmd').Cmd.refreshQR()");
    await run.next('qr', (code: string) => code !== first && code !== second);
  });

  test('a pairing code links as well', async () => {
    await using run = new LibraryRun(sandbox.standin, profiles.path, 'pairing');
    await run.client.initialize();
    await run.next('qr');
    const pairingCode = await run.client.requestPairingCode('996700555018');
    expect(pairingCode).toMatch(/^[A-Z0-9]{8}$/);
    await sandbox.control.do('enterPairingCode', { account: '+996700555018', pairingCode });
    await run.next('ready');
  });

  test('is restored without a code, finds what came meanwhile, and hears of it as unread', async () => {
    const { run, account } = await connected('kept');
    await run.client.destroy();
    await sandbox.control.incoming({ account, from: AIGUL, text: 'are you there?' });
    await sandbox.control.do('faults', { account, sync: 'never' });
    await using again = new LibraryRun(sandbox.standin, profiles.path, 'kept');
    await again.client.initialize();
    await again.synchronise();
    await again.next('ready');
    expect(again.heard('qr')).toEqual([]);
    expect(again.heard('message')).toEqual([]);
    const chat = await again.client.getChatById('996555214783@c.us');
    expect(chat.unreadCount).toBe(1);
    const bodies = (await chat.fetchMessages({ limit: 10 })).map(({ body }) => body);
    expect(bodies).toEqual(['are you there?']);
  });

  test('survives a reload and a lost network, and sends later what could not leave', async () => {
    const { run, account } = await connected('network');
    await using _run = run;
    await sandbox.control.incoming({ account, from: AIGUL, text: 'hello' });
    await run.message('hello');
    await sandbox.control.do('faults', { account, sync: 'never' });
    await sandbox.control.do('reload', { account });
    await run.synchronise(2);
    await waitUntil(() => run.heard('ready').length === 2, 'not ready again');
    await sandbox.control.do('faults', { account, isOffline: true });
    await run.next('change_state', (state: string) => state === 'OPENING');
    await run.client.sendMessage('996555214783@c.us', 'queued');
    await sandbox.control.incoming({ account, from: AIGUL, text: 'while away' });
    await sandbox.control.do('faults', { account, isOffline: false });
    await run.message('while away');
    const [sent] = await sandbox.control.sentTo({ account, to: AIGUL.phone });
    expect(sent).toMatchObject({ body: 'queued', receivedCount: 1 });
    expect(run.heard('disconnected')).toEqual([]);
  });

  test('a message whose answer is lost is sent again under its own id, and stored once', async () => {
    const { run, account } = await connected('lost');
    await using _run = run;
    await sandbox.control.do('faults', { account, losesSendAnswers: true });
    await run.client.sendMessage('996555214783@c.us', 'heard?');
    await sandbox.control.sentTo({ account, to: AIGUL.phone });
    await sandbox.control.do('faults', { account, isOffline: true });
    await sandbox.control.do('faults', { account, losesSendAnswers: false, isOffline: false });
    const stored = await waitUntil(async () => {
      const sent = await sandbox.control.messages({ account, fromMe: true });
      return sent.length === 1 && sent[0]?.repeatCount === 1 ? sent[0] : undefined;
    }, 'not sent again');
    expect(stored.body).toBe('heard?');
  });

  test('another page on the same login is a conflict', async () => {
    const { run, account } = await connected('conflict');
    await sandbox.control.do('state', { account, state: 'CONFLICT' });
    expect(await run.next('disconnected')).toEqual(['CONFLICT']);
    await run.client.destroy();
  });

  test('ends when the phone removes the device, and then shows a code', async () => {
    const { run, account } = await connected('removed');
    await using _run = run;
    await sandbox.control.do('logout', { account });
    expect(await run.next('disconnected')).toEqual(['LOGOUT']);
    await waitUntil(() => run.heard('qr').length >= 2, 'no new code');
  });

  test('asks for a code when it was revoked while away', async () => {
    const { run, account } = await connected('revoked');
    await run.client.destroy();
    await sandbox.control.do('revoke', { account });
    await using again = new LibraryRun(sandbox.standin, profiles.path, 'revoked');
    await again.client.initialize();
    await again.next('qr');
  });

  test('logs out by itself', async () => {
    const { run, account } = await connected('leaving');
    await run.client.logout();
    const { accounts: known } = await sandbox.control.state();
    expect(known.find(({ phone }) => phone === account)).toMatchObject({
      isLinked: false,
      isConnected: false,
    });
  });

  // The page really fills its memory.
  test('a crashed page is told by the browser', async () => {
    const { run, account } = await connected('crashed');
    await using _run = run;
    const { promise, resolve } = Promise.withResolvers<Error>();
    run.client.pupPage?.on('error', resolve);
    await sandbox.control.do('crash', { account });
    expect((await promise).message).toMatch(/crash/i);
  });

  test('two devices of one account see the same', async () => {
    const { run, account } = await connected('first-device');
    await using _run = run;
    await using second = new LibraryRun(sandbox.standin, profiles.path, 'second-device');
    await second.client.initialize();
    const [code] = await second.next('qr');
    await sandbox.control.do('scan', { account, code: String(code) });
    await second.next('ready');
    await sandbox.control.incoming({ account, from: AIGUL, text: 'to both' });
    await Promise.all([run.message('to both'), second.message('to both')]);
    await run.client.sendMessage('996555214783@c.us', 'from the first');
    expect((await second.message('from the first', 'message_create')).fromMe).toBe(true);
  });
});

test('what is linked stays linked when the sandbox starts again', async () => {
  await using folder = await profileFolder();
  const account = '+996700555030';
  const dataDir = `${folder.path}/data`;
  {
    await using sandbox = await startSandbox({ dataDir });
    await using run = new LibraryRun(sandbox.standin, folder.path, 'lasting');
    await run.client.initialize();
    const [code] = await run.next('qr');
    await sandbox.control.do('scan', { account, code: String(code) });
    await run.next('ready');
    await run.client.destroy();
    await sandbox.control.incoming({ account, from: AIGUL, text: 'kept' });
  }
  await using sandbox = await startSandbox({ dataDir });
  await sandbox.control.do('faults', { account, sync: 'never' });
  await using run = new LibraryRun(sandbox.standin, folder.path, 'lasting');
  await run.client.initialize();
  await run.synchronise();
  await run.next('ready');
  expect(run.heard('qr')).toEqual([]);
  const [stored] = await sandbox.control.messages({ account });
  expect(stored?.body).toBe('kept');
});

test('a page without a module that the library needs says which one', async () => {
  await using folder = await profileFolder();
  await using sandbox = await startSandbox({ settings: { withheldModules: ['WAWebCmd'] } });
  await using run = new LibraryRun(sandbox.standin, folder.path, 'withheld');
  await expect(run.client.initialize()).rejects.toThrow(/WAWebCmd/);
  await waitUntil(async () => (await sandbox.control.state()).missing.includes('WAWebCmd'), 'not reported');
});
