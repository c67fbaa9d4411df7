import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { StartError } from '../src/client/port.ts';
import { killStrayBrowsers } from '../src/client/stray-browsers.ts';
import { WhatsAppWebClient } from '../src/client/whatsapp-web-client.ts';
import { silentLog } from '../src/log.ts';
import { DatabaseAuth } from '../src/session-store/database-auth.ts';
import { fakeBrowser } from './fake-browser.ts';

test('a client whose browser does not start leaves the one of another worker alone', async () => {
  await using stack = new AsyncDisposableStack();
  const userDataDir = await mkdtemp(path.join(tmpdir(), 'stray-'));
  stack.defer(() => rm(userDataDir, { recursive: true, force: true }));
  const other = stack.use(fakeBrowser(userDataDir));
  const authStrategy = new DatabaseAuth({ clientId: 'stray', dataPath: userDataDir, userDataDir });
  const client = new WhatsAppWebClient({
    session: { authStrategy, userDataDir },
    browser: { executablePath: '/bin/false', standin: null, isSandboxed: false },
    log: silentLog,
  });
  await expect(client.start()).rejects.toThrow(StartError);
  expect(other.isAlive()).toBe(true);
  // Before a start, whoever holds the channel ends whatever runs on its profile.
  await killStrayBrowsers(userDataDir);
  await expect.poll(() => other.isAlive()).toBe(false);
});
