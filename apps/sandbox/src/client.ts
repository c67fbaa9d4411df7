import * as z from 'zod';
import type { CommandInput, CommandName } from './control/commands.ts';
import { chatIdOf, type StoredMessage, storedMessage } from './whatsapp/model.ts';

const message = storedMessage
  .pick({
    id: true,
    fromMe: true,
    origin: true,
    chat: true,
    type: true,
    body: true,
    caption: true,
    t: true,
    ack: true,
    receivedCount: true,
    repeatCount: true,
    isDelivered: true,
    isSeen: true,
    isEdited: true,
    reactions: true,
    media: true,
    quoted: true,
    sentAt: true,
  })
  .extend({
    /** Serialised id of the message that it answers. */
    quotedId: z.string().nullable(),
  });
export type SandboxMessage = z.infer<typeof message>;

const state = z.object({
  missing: z.array(z.string()),
  /** Codes on screens now; `qr` is the raw text. */
  codes: z.array(z.object({ page: z.string(), ref: z.string(), qr: z.string(), sinceMs: z.number() })),
  accounts: z.array(
    z.object({
      phone: z.string(),
      name: z.string(),
      lid: z.string(),
      isLinked: z.boolean(),
      isConnected: z.boolean(),
      hasDialog: z.boolean(),
      customers: z.array(
        z.object({ phone: z.string(), lid: z.string(), name: z.string(), usesLid: z.boolean() }),
      ),
      messageCount: z.int(),
    }),
  ),
});

/** A typed hand on the control API. Every method throws with the sandbox's own sentence when it refuses. */
export interface SandboxClient {
  /** Any command of the control API. */
  do<Name extends CommandName>(name: Name, command: CommandInput<Name>): Promise<unknown>;
  /** Writes as a customer; gives the message's id. */
  incoming(command: CommandInput<'incoming'>): Promise<{ id: string }>;
  state(): Promise<z.infer<typeof state>>;
  messages(query: { account: string; fromMe?: boolean }): Promise<SandboxMessage[]>;
  /** What linked devices have sent to somebody; waits until there are so many. */
  sentTo(query: {
    account: string;
    to: string;
    count?: number;
    timeoutMs?: number;
  }): Promise<SandboxMessage[]>;
}

export type { StoredMessage };

export function createSandboxClient(baseUrl: string): SandboxClient {
  const call = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, init);
    const body: unknown = await response.json();
    if (response.ok) return body;
    const { error } = z.object({ error: z.string() }).parse(body);
    throw new Error(`sandbox ${path}: ${error}`);
  };
  const post: SandboxClient['do'] = (name, command) =>
    call(`/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
  const messages: SandboxClient['messages'] = async ({ account, fromMe }) => {
    const query = new URLSearchParams({ account, ...(fromMe !== undefined && { fromMe: String(fromMe) }) });
    return z.object({ items: z.array(message) }).parse(await call(`/control/messages?${query}`)).items;
  };
  return {
    do: post,
    incoming: async (command) => z.object({ id: z.string() }).parse(await post('incoming', command)),
    state: async () => state.parse(await call('/control/state')),
    messages,
    sentTo: async ({ account, to, count = 1, timeoutMs = 60_000 }) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const sent = await messages({ account, fromMe: true });
        const found = sent.filter(({ origin, chat }) => origin === 'device' && isSamePerson(chat, to));
        if (found.length >= count) return found;
        if (performance.now() > deadline)
          throw new Error(`${found.length} of ${count} messages in ${timeoutMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}

const POLL_MS = 25;

function isSamePerson(chat: string, to: string): boolean {
  return to.includes('@') ? chat === to : chat === chatIdOf(to);
}
