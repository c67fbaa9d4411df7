import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import * as z from 'zod';

const message = z.object({
  id: z.string(),
  chat: z.string(),
  body: z.string(),
  /** How often WhatsApp got it from the page. */
  receivedCount: z.int(),
});

/** As the account's phone shows it. */
const shown = message.extend({
  fromMe: z.boolean(),
  type: z.string(),
  caption: z.string(),
  ack: z.int(),
  isEdited: z.boolean(),
  isVideoCall: z.boolean(),
  quotedId: z.string().nullable(),
  /** Emoji by the phone of who reacted. */
  reactions: z.record(z.string(), z.string()),
});
export type ShownMessage = z.infer<typeof shown>;

export interface SandboxProcess extends AsyncDisposable {
  /** For WHATSAPP_WEB_STANDIN. */
  standin: string;
  /** A call of the control API. */
  do(command: string, body: object): Promise<unknown>;
  /**
   * Scans what somebody sees as the code with the account's phone. WhatsApp changes it every few seconds, perhaps just while
   * it is read; then the next one is scanned.
   */
  scan(account: string, shownCode: () => Promise<string | null>): Promise<void>;
  /** What has left the account through the page. */
  sent(account: string): Promise<z.infer<typeof message>[]>;
  /** What customers have written to the account. */
  received(account: string): Promise<z.infer<typeof message>[]>;
  /** All that the account's phone shows, in its order. */
  shown(account: string): Promise<ShownMessage[]>;
  /** Whether a page of the account is connected now. */
  isConnected(account: string): Promise<boolean>;
  /** Page modules that were asked for and are missing: must stay empty. */
  missing(): Promise<string[]>;
}

/** WhatsApp's servers, as a process of their own: they go on while a worker dies. */
export async function startSandbox(dataDir: string): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../../../sandbox'),
    env: {
      ...process.env,
      PORT: '0',
      SANDBOX_PORT: '0',
      SANDBOX_TLS_PORT: '0',
      SANDBOX_DATA_DIR: dataDir,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, standin } = await addressesOf(child);
  const call = async (route: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${url}${route}`, init);
    if (!response.ok) throw new Error(`sandbox ${route}: ${await response.text()}`);
    return response.json();
  };
  const messages = async (account: string, isFromMe: boolean) => {
    const query = new URLSearchParams({ account, fromMe: String(isFromMe) });
    return z.object({ items: z.array(message) }).parse(await call(`/control/messages?${query}`)).items;
  };
  const post: SandboxProcess['do'] = (command, body) =>
    call(`/control/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    standin,
    do: post,
    scan: async (account, shownCode) => {
      const isScanned = async () => {
        const code = await shownCode();
        if (code !== null) await post('scan', { account, code });
        return code !== null;
      };
      await waitFor(isScanned, { timeoutMs: 60_000, what: 'a code to scan' });
    },
    sent: (account) => messages(account, true),
    received: (account) => messages(account, false),
    shown: async (account) => {
      const answer = await call(`/control/messages?${new URLSearchParams({ account })}`);
      return z.object({ items: z.array(shown) }).parse(answer).items;
    },
    isConnected: async (account) => {
      const accounts = z.array(z.object({ phone: z.string(), isConnected: z.boolean() }));
      const state = z.object({ accounts }).parse(await call('/control/state'));
      return state.accounts.some(({ phone, isConnected }) => phone === account && isConnected);
    },
    missing: async () =>
      z.object({ missing: z.array(z.string()) }).parse(await call('/control/state')).missing,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressesOf(child: ChildProcess): Promise<{ url: string; standin: string }> {
  if (!child.stdout) throw new Error('the sandbox has no output');
  for await (const line of createInterface(child.stdout)) {
    const url = /https?:\/\/[\w.-]+:\d+/.exec(line)?.[0];
    const standin = /stand-in at ([\w.-]+:\d+)/.exec(line)?.[1];
    if (!url || !standin) continue;
    child.stdout.resume();
    return { url, standin };
  }
  throw new Error('the sandbox did not start');
}
