import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SandboxMessage, startSandbox, type TestSandbox } from '@soul-kg-crm/sandbox/testing';
import * as z from 'zod';
import { WhatsAppWebClient } from '../src/client/index.ts';
import { silentLog } from '../src/log.ts';
import { createWhatsAppClientConfig, LocalSessionStore } from '../src/session-store/index.ts';
import type {
  DeliveredMessage,
  HarnessFaults,
  HarnessPhone,
  WhatsAppClientHarness,
} from '../src/testing/index.ts';
import { BrowserProcesses } from './browser-processes.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell';
/** A release of WhatsApp Web of September 2026, of which version 1.34.7 of the library does not know all. */
const TODAYS_PAGE = '2.3000.1047780587';
/** A page that cannot get a connection is given up after so long. */
const UNREACHABLE_MS = 5000;
const WATCH = { intervalMs: 200, announceAfterMs: 600 };

/** The real adapter in a real browser; only WhatsApp's own servers are stood in for. */
export async function sandboxHarness(): Promise<WhatsAppClientHarness> {
  const rootFolder = await mkdtemp(path.join(tmpdir(), 'whatsapp-logins-'));
  const sandbox = await startSandbox({ settings: { version: TODAYS_PAGE } });
  const logins = new Map<string, { account: string; processes: BrowserProcesses }>();
  const configOf = (login: string) => createWhatsAppClientConfig(login, 'integration', { rootFolder });
  const loginOf = (login: string) => {
    const { dataPath, clientId } = configOf(login);
    const known = logins.get(login) ?? {
      account: `+9965550${String(10_000 + logins.size)}`,
      processes: new BrowserProcesses(path.join(dataPath, `session-${clientId}`)),
    };
    logins.set(login, known);
    return known;
  };
  const store = new LocalSessionStore();
  const faults = faultsOf(sandbox, loginOf);
  let isUnreachable = false;
  return {
    async createClient(login) {
      loginOf(login);
      const session = await store.prepare(configOf(login));
      const browser = { executablePath: CHROMIUM, standin: sandbox.standin, isSandboxed: false };
      return new WhatsAppWebClient({
        session,
        browser,
        log: silentLog,
        watch: WATCH,
        ...(isUnreachable && { startTimeoutMs: UNREACHABLE_MS }),
      });
    },
    phone: (login) => phoneOf(sandbox, loginOf(login).account),
    faults: {
      ...faults,
      unreachable: async (isOn) => {
        await faults.unreachable(isOn);
        isUnreachable = isOn;
      },
    },
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      await rm(rootFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function phoneOf({ control }: TestSandbox, account: string): HarnessPhone {
  return {
    number: account,
    enters: async (pairingCode) => void (await control.do('enterPairingCode', { account, pairingCode })),
    scan: async (code) => void (await control.do('scan', { account, code })),
    async receives({ phone, name, usesLid, group, text, quotedId, isSealed, media }) {
      const { id } = await control.incoming({
        account,
        from: { phone, name, usesLid },
        group,
        text,
        quotedId,
        ...(isSealed && { decryptedAfterMs: null }),
        media: media && {
          kind: media.kind,
          mimeType: media.mimeType,
          fileName: media.fileName,
          dataBase64: media.data.toString('base64'),
        },
      });
      return { id, chatId: id.split('_')[1] ?? '' };
    },
    async rings({ phone, name, usesLid, calledAtMs, ...call }) {
      const from = { phone, name, usesLid };
      const timestamp = calledAtMs === undefined ? undefined : Math.floor(calledAtMs / 1000);
      return ringing.parse(await control.do('call', { account, from, timestamp, ...call }));
    },
    async pictures(phone, picture) {
      const pictureBase64 = picture?.toString('base64') ?? null;
      await control.do('customer', { account, phone, pictureBase64 });
    },
    async writes({ phone, text }) {
      await control.do('ownMessage', { account, to: { phone }, text });
      const own = await control.messages({ account, fromMe: true });
      return { id: own.findLast(({ origin }) => origin === 'phone')?.id ?? '' };
    },
    async sent() {
      const own = await control.messages({ account, fromMe: true });
      return own.filter(({ origin }) => origin === 'device').map(delivered);
    },
    acks: async (messageId, level) => void (await control.do('ack', { account, messageId, level })),
    blocks: async (customer) => void (await control.do('block', { account, customer })),
    unseals: async (messageId) => void (await control.do('decrypt', { account, messageId })),
    corrects: async (messageId, text) => void (await control.do('edit', { account, messageId, text })),
    reacts: async (messageId, emoji, by = account) =>
      void (await control.do('react', { account, messageId, from: by, emoji })),
    deletes: async (messageId) => void (await control.do('takeBack', { account, messageId })),
    revokes: async () => void (await control.do('revoke', { account })),
    logsOut: async () => void (await control.do('logout', { account })),
  };
}

const ringing = z.object({ id: z.string(), chatId: z.string() });

function delivered({ id, chat, body, caption, quoted, media }: SandboxMessage): DeliveredMessage {
  return {
    id,
    chatId: chat,
    text: media ? caption : body,
    quotedKey: quoted?.id ?? null,
    media: media ? { mimeType: media.mimeType, size: media.size } : null,
  };
}

type LoginOf = (login: string) => { account: string; processes: BrowserProcesses };

function faultsOf({ control }: TestSandbox, loginOf: LoginOf): HarnessFaults {
  const faults = async (login: string, changes: object) =>
    void (await control.do('faults', { account: loginOf(login).account, ...changes }));
  const account = (login: string) => ({ account: loginOf(login).account });
  return {
    networkDown: (login) => faults(login, { isOffline: true }),
    networkUp: (login) => faults(login, { isOffline: false }),
    socketState: async (login, state) => void (await control.do('state', { ...account(login), state })),
    opensInState: (login, opensInState) => faults(login, { opensInState }),
    shortCodes: async (areShort) => {
      const settings = areShort
        ? { firstCodeMs: 300, codesUntilIdle: 1 }
        : { firstCodeMs: 60_000, codesUntilIdle: 6 };
      await control.do('settings', settings);
    },
    crashPage: (login) => loginOf(login).processes.signal('SIGKILL', 'renderer'),
    reloadPage: async (login) => void (await control.do('reload', account(login))),
    killBrowser: (login) => loginOf(login).processes.signal('SIGKILL', 'browser'),
    freezeBrowser: (login) => loginOf(login).processes.signal('SIGSTOP', 'all'),
    browserProcesses: async (login) => (await loginOf(login).processes.all()).length,
    synchronises: (login, { afterMs, isSilent }) =>
      faults(login, { syncDelayMs: afterMs, sync: isSilent ? 'silent' : 'event' }),
    limitsNewChats: (login, { untilMs = 0, quota = null }) =>
      faults(login, { newChatsBlockedUntilMs: untilMs, newChatsQuota: quota }),
    requiresPasskey: (login, requiresPasskey) => faults(login, { requiresPasskey }),
    showsDialog: (login, showsDialog) => faults(login, { showsDialog }),
    opensDialog: async (login) => void (await control.do('dialog', account(login))),
    hasDialog: async (login) => {
      const { accounts } = await control.state();
      return accounts.some(({ phone, hasDialog }) => phone === loginOf(login).account && hasDialog);
    },
    lacksModules: async (what) => {
      const names = { start: ['WAWebCmd'], listen: ['WAWebSyncGatingUtils'] };
      await control.do('settings', { withheldModules: what ? names[what] : [] });
    },
    unreachable: async (isUnreachable) => void (await control.do('unreachable', { isUnreachable })),
    losesSends: (login, losesSends) => faults(login, { losesSends }),
    losesAnswers: (login, losesSendAnswers) => faults(login, { losesSendAnswers }),
    refusesSends: (login, refusesSends) => faults(login, { refusesSends }),
    holdsNumberQueries: (login, holdsNumberQueries) => faults(login, { holdsNumberQueries }),
    freezesAfterSend: (login, freezeAfterSendMs) => faults(login, { freezeAfterSendMs }),
    files: async ({ delayMs = 0, status = null }) => {
      await control.do('settings', { fileDelayMs: delayMs, fileStatus: status });
    },
    unknownPhone: '+996700990000',
    missing: async () => (await control.state()).missing,
  };
}
