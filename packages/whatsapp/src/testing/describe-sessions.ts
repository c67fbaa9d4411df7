import { describe, expect, test } from 'vitest';
import { connectedClient, startedClient } from './connected.ts';
import type { WhatsAppClientHarness } from './harness.ts';
import { Recorder } from './recorder.ts';

/** Log-in, its end, and its being kept. */
export function describeSessions(harnessOf: () => WhatsAppClientHarness): void {
  describe('a session', () => {
    test('begins with a code that is good for a while, and is renewed', async () => {
      const { faults } = harnessOf();
      await faults.shortCodes(true);
      await using started = await startedClient(harnessOf(), 'code');
      const { code, expiresInMs } = await started.said.next('qr');
      expect(code).not.toContain('undefined');
      expect(expiresInMs).toBeGreaterThan(0);
      await started.said.next('qr', (event) => event.code !== code);
      await faults.shortCodes(false);
      const codes = started.said.of('qr').map((event) => event.code);
      expect(new Set(codes).size).toBe(codes.length);
    });

    test('is ready after the scan, and again without a code after a restart', async () => {
      {
        await using first = await connectedClient(harnessOf(), 'kept');
        await expect.poll(() => first.client.ownNumber()).toMatch(/^\+\d+$/);
        expect(await first.client.check(5000)).toBe('connected');
      }
      await using second = await connectedClient(harnessOf(), 'kept');
      expect(second.said.of('qr')).toEqual([]);
      expect(await harnessOf().faults.browserProcesses('kept')).toBeGreaterThan(0);
    });

    test('reads after a restart what came in between', async () => {
      const harness = harnessOf();
      const sinceMs = Date.now() - 1000;
      await (await connectedClient(harness, 'away')).client.stop();
      const { id } = await harness.phone('away').receives({ phone: '+996700300400', text: 'are you there?' });
      await using back = await connectedClient(harness, 'away');
      const { messages: recent } = await back.client.recentMessages({ sinceMs, limit: 100 });
      expect(recent.map(({ providerMessageId }) => providerMessageId)).toContain(id);
    });

    test('that the phone removes ends as logged out, and then needs a code', async () => {
      const connected = await connectedClient(harnessOf(), 'removed');
      await harnessOf().phone('removed').logsOut();
      expect(await connected.said.next('ended')).toMatchObject({ reason: 'LOGGED_OUT' });
      await connected.client.stop();
      expect(await harnessOf().faults.browserProcesses('removed')).toBe(0);
      await using again = await startedClient(harnessOf(), 'removed');
      await again.said.next('qr');
    });

    test('that was removed while nobody was connected shows a code', async () => {
      await (await connectedClient(harnessOf(), 'revoked')).client.stop();
      await harnessOf().phone('revoked').revokes();
      await using again = await startedClient(harnessOf(), 'revoked');
      await again.said.next('qr');
      expect(again.said.of('ready')).toEqual([]);
    });

    test('that we log out needs a code afterwards', async () => {
      const connected = await connectedClient(harnessOf(), 'unlinked');
      await connected.client.logout();
      expect(await harnessOf().faults.browserProcesses('unlinked')).toBe(0);
      await using again = await startedClient(harnessOf(), 'unlinked');
      await again.said.next('qr');
    });

    test.each([
      ['CONFLICT', 'CONFLICT'],
      ['TOS_BLOCK', 'BLOCKED'],
      ['DEPRECATED_VERSION', 'UNSUPPORTED_VERSION'],
    ])('that WhatsApp puts into the state %s ends as %s and keeps its login', async (state, reason) => {
      const login = state.toLowerCase().replace('_', '-');
      const connected = await connectedClient(harnessOf(), login);
      await harnessOf().faults.socketState(login, state);
      expect(await connected.said.next('ended')).toMatchObject({ reason });
      await connected.client.stop();
      expect(connected.said.of('ended')).toHaveLength(1);
      expect(await harnessOf().faults.browserProcesses(login)).toBe(0);
    });

    test.each([
      ['TOS_BLOCK', 'BLOCKED'],
      ['SMB_TOS_BLOCK', 'BLOCKED'],
    ])('that WhatsApp put into the state %s while nobody was connected ends as %s', async (state, reason) => {
      const harness = harnessOf();
      const login = `${state.toLowerCase().replaceAll('_', '-')}-away`;
      await (await connectedClient(harness, login)).client.stop();
      await harness.faults.opensInState(login, state);
      const started = await startedClient(harness, login);
      expect(await started.said.next('ended')).toMatchObject({ reason, detail: state });
      await started.client.stop();
      expect(started.said.of('qr')).toEqual([]);
      expect(await harness.faults.browserProcesses(login)).toBe(0);
    });

    test('is linked by a code that is typed on the phone', async () => {
      const harness = harnessOf();
      await using started = await startedClient(harness, 'typed');
      await started.said.next('qr');
      const phone = harness.phone('typed');
      const code = await started.client.requestPairingCode(phone.number);
      expect(code).toMatch(/^[A-Z0-9]{8}$/);
      await phone.enters(code);
      await started.said.next('ready');
      await expect.poll(() => started.client.ownNumber()).toBe(phone.number);
    });

    test('that WhatsApp wants confirmed by a passkey ends with that reason', async () => {
      const harness = harnessOf();
      await harness.faults.requiresPasskey('passkey', true);
      await using started = await startedClient(harness, 'passkey');
      const { code } = await started.said.next('qr');
      await harness.phone('passkey').scan(code);
      expect(await started.said.next('ended')).toMatchObject({ reason: 'PASSKEY_REQUIRED' });
    });

    test('is not held up by a dialog of the page', async () => {
      const harness = harnessOf();
      await (await connectedClient(harness, 'news')).client.stop();
      await harness.faults.showsDialog('news', true);
      await using connected = await connectedClient(harness, 'news');
      expect(connected.said.of('qr')).toEqual([]);
    });

    test('has the dialogs closed that come while it is connected, and is not logged out by that', async () => {
      const harness = harnessOf();
      await using connected = await connectedClient(harness, 'late-news');
      await harness.faults.opensDialog('late-news');
      await expect.poll(() => harness.faults.hasDialog('late-news')).toBe(true);
      await expect
        .poll(async () => {
          await connected.client.check(5000);
          return harness.faults.hasDialog('late-news');
        })
        .toBe(false);
      expect(await connected.client.check(5000)).toBe('connected');
    });

    test('survives a reload of the page', async () => {
      const harness = harnessOf();
      await using connected = await connectedClient(harness, 'reloaded');
      await harness.faults.reloadPage('reloaded');
      await expect.poll(() => connected.said.of('ready').length).toBe(2);
      const { id } = await harness
        .phone('reloaded')
        .receives({ phone: '+996700300400', text: 'still there?' });
      await connected.said.next('message', ({ message }) => message.providerMessageId === id);
      const heard = connected.said.of('message').filter(({ message }) => message.providerMessageId === id);
      expect(heard).toHaveLength(1);
      const call = await harness.phone('reloaded').rings({ phone: '+996700300400', hasVoip: true });
      const callId = `false_${call.chatId}_${call.id}`;
      await connected.said.next('message', ({ message }) => message.providerMessageId === callId);
    });

    test.each([
      { afterMs: 0, isSilent: false },
      { afterMs: 50, isSilent: false },
      { afterMs: 0, isSilent: true },
    ])('is ready even where the page has synchronised before anybody listened: %o', async (how) => {
      const harness = harnessOf();
      const login = `sync-${how.afterMs}-${how.isSilent}`;
      await (await connectedClient(harness, login)).client.stop();
      await harness.faults.synchronises(login, how);
      await using connected = await connectedClient(harness, login);
      expect(connected.said.of('qr')).toEqual([]);
      const { id } = await harness.phone(login).receives({ phone: '+996700300400', text: 'hello' });
      await connected.said.next('message', ({ message }) => message.providerMessageId === id);
    });

    test('says nothing any more once it is stopped', async () => {
      const connected = await connectedClient(harnessOf(), 'silent');
      await connected.client.stop();
      await connected.client.stop();
      expect(connected.said.of('ended')).toEqual([]);
      await expect(
        connected.client.send({
          chatId: '996700300400@c.us',
          sendKey: '3EB000',
          content: 'too late',
          quotedProviderMessageId: null,
          media: null,
        }),
      ).rejects.toMatchObject({ failure: 'notSent', code: 'NOT_CONNECTED' });
    });
  });
}

/** What breaks: the client tells it, or at least ends, and leaves nothing behind. */
export function describeFaults(harnessOf: () => WhatsAppClientHarness): void {
  describe('a fault', () => {
    test('a killed browser ends the session at once, and the next start has its login', async () => {
      // A browser writes a fresh login to its disk within seconds, or when it is closed.
      await (await connectedClient(harnessOf(), 'killed')).client.stop();
      const connected = await connectedClient(harnessOf(), 'killed');
      await harnessOf().faults.killBrowser('killed');
      expect(await connected.said.next('ended')).toMatchObject({ reason: 'BROWSER_GONE' });
      await connected.client.stop();
      expect(await harnessOf().faults.browserProcesses('killed')).toBe(0);
      await using again = await connectedClient(harnessOf(), 'killed');
      expect(again.said.of('qr')).toEqual([]);
    });

    test('a crashed page ends the session', async () => {
      const connected = await connectedClient(harnessOf(), 'crashed');
      await harnessOf().faults.crashPage('crashed');
      expect(await connected.said.next('ended')).toMatchObject({ reason: 'PAGE_CRASHED' });
      await connected.client.stop();
      expect(await harnessOf().faults.browserProcesses('crashed')).toBe(0);
    });

    test('a frozen browser is noticed, and is stopped within seconds', async () => {
      const connected = await connectedClient(harnessOf(), 'frozen');
      await harnessOf().faults.freezeBrowser('frozen');
      expect(await connected.client.check(500)).toBe('unresponsive');
      const before = performance.now();
      await connected.client.stop();
      expect(performance.now() - before).toBeLessThan(15_000);
      expect(await harnessOf().faults.browserProcesses('frozen')).toBe(0);
    });

    test('a page that never gets its connection is no reason to hang', async () => {
      const harness = harnessOf();
      await harness.faults.unreachable(true);
      const client = await harness.createClient('unconnected');
      await expect(client.start()).rejects.toThrow();
      expect(await harness.faults.browserProcesses('unconnected')).toBe(0);
      await harness.faults.unreachable(false);
    });

    test('a page that the library does not understand is told as such', async () => {
      const harness = harnessOf();
      await harness.faults.lacksModules('start');
      const client = await harness.createClient('updated');
      await expect(client.start()).rejects.toMatchObject({ reason: 'UNSUPPORTED_VERSION' });
      expect(await harness.faults.browserProcesses('updated')).toBe(0);
      await harness.faults.lacksModules(null);
    });

    test('a page that the library cannot listen to is told as such, and not taken for connected', async () => {
      const harness = harnessOf();
      await (await connectedClient(harness, 'deaf')).client.stop();
      await harness.faults.lacksModules('listen');
      const started = await startedClient(harness, 'deaf');
      expect(await started.said.next('ended')).toMatchObject({ reason: 'UNSUPPORTED_VERSION' });
      await started.client.stop();
      expect(started.said.of('ready')).toEqual([]);
      await harness.faults.lacksModules(null);
    });

    test.each([0, 50, 300])('a stop %i ms after the start leaves no process', async (ms) => {
      const client = await harnessOf().createClient('hasty');
      const said = new Recorder(client);
      const start = client.start().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, ms));
      await client.stop();
      await start;
      expect(await harnessOf().faults.browserProcesses('hasty')).toBe(0);
      expect(said.of('ended')).toEqual([]);
    });
  });
}
