import type { ProviderMessage } from '../src/client/port.ts';
import { silentLog } from '../src/log.ts';
import type { SessionStore } from '../src/session-store/session-store.ts';
import { SessionManager } from '../src/sessions/session-manager.ts';
import type { ChannelEvent, SessionChannel, SessionManagerOptions } from '../src/sessions/session-options.ts';
import type { SessionState } from '../src/sessions/session-state.ts';
import { ScriptedClient } from './scripted-client.ts';

export const CHANNEL: SessionChannel = {
  channelId: 'channel-1',
  organizationId: 'org-1',
  isDefault: true,
  isFirst: true,
  leaseGeneration: 1n,
};

export const READY = { kind: 'ready', phoneNumber: '+996555000111', pushName: 'Shop' } as const;

/** A manager with scripted clients, a store that keeps nothing, and a clock that the test moves. */
export function sessionWorld(
  onStart: (client: ScriptedClient, number: number) => void | Promise<void>,
  options: Partial<SessionManagerOptions> = {},
) {
  const clients: ScriptedClient[] = [];
  const states: SessionState[] = [];
  const events: ChannelEvent[] = [];
  const removed: string[] = [];
  const store: SessionStore = {
    ...noStore(),
    remove: async ({ clientId }) => void removed.push(clientId),
    removeCopy: async ({ clientId }) => removed.push(clientId) > 0,
  };
  const sleeper = new Sleeper();
  const manager = new SessionManager({
    createClient: () => {
      const number = clients.length;
      const client = new ScriptedClient((self) => onStart(self, number));
      clients.push(client);
      return client;
    },
    store,
    onState: (_channelId, state) => void states.push(state),
    onChannelEvent: (_channel, event) => void events.push(event),
    catchUpSinceMs: () => null,
    log: silentLog,
    random: () => 0,
    sleep: sleeper.sleep,
    ...options,
  });
  return { manager, clients, states, events, removed, sleeper };
}

/** A store that keeps nothing. */
export function noStore(): SessionStore {
  return {
    prepare: async () => ({ authStrategy: Object.create(null), userDataDir: '', hasLogin: false }),
    prepareOlder: async () => ({ authStrategy: Object.create(null), userDataDir: '', hasLogin: false }),
    save: async () => ({ kind: 'unchanged' }),
    release: async () => {},
    remove: async () => {},
    removeCopy: async () => false,
  };
}

/** A session that ends asks whether its code was scanned; that passes by itself. */
const BETWEEN_SCAN_QUESTIONS_MS = 300;

/** Time that stands still until the test lets it pass. */
export class Sleeper {
  readonly asked: number[] = [];
  readonly #sleeping = new Map<() => void, number>();

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    this.asked.push(ms);
    if (ms === BETWEEN_SCAN_QUESTIONS_MS) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleeping.delete(wake);
        resolve();
      };
      this.#sleeping.set(wake, ms);
      signal.addEventListener('abort', wake, { once: true });
    });
  };

  /** Ends the sleeps of that length; false where there is none. */
  wake(ms: number): boolean {
    const due = [...this.#sleeping].filter(([, length]) => length === ms);
    for (const [wake] of due) wake();
    return due.length > 0;
  }
}

export function anyMessage(id: string, sentAtMs: number): ProviderMessage {
  return {
    providerMessageId: id,
    isFromMe: false,
    chatId: '996700100200@c.us',
    contact: { phone: '+996700100200', lid: null, name: null },
    kind: 'TEXT',
    content: id,
    sentAtMs,
    quotedProviderMessageId: null,
    media: null,
    ack: null,
  };
}
