import {
  type Account,
  type Customer,
  listen,
  type Message,
  readMessages,
  type State,
  type Typing,
} from './api.ts';

const TYPING_SHOWN_MS = 6000;
const AUTOMATIC_KEY = 'sandbox-automatic';

/** What the page shows, and who is to be told when it changes. */
class Store {
  sandbox: State | null = null;
  isConnected = true;
  isAutomatic = localStorage.getItem(AUTOMATIC_KEY) !== 'off';
  openPhone: string | null = null;
  quoted: Message | null = null;
  failure: string | null = null;
  readonly messages = new Map<string, Message>();
  readonly #typing = new Map<string, Typing>();
  readonly #listeners = new Set<() => void>();
  #accountPhone: string | null = null;

  /** The business whose customers are played. */
  get account(): Account | null {
    const accounts = this.sandbox?.accounts ?? [];
    return accounts.find(({ phone }) => phone === this.#accountPhone) ?? accounts[0] ?? null;
  }

  get customer(): Customer | null {
    return this.account?.customers.find(({ phone }) => phone === this.openPhone) ?? null;
  }

  start(): void {
    listen({
      onState: (state) => {
        const before = this.account?.phone;
        this.sandbox = state;
        if (this.account?.phone !== before) void this.#readMessages();
        this.change();
      },
      onMessage: (account, message) => {
        if (account !== this.account?.phone) return;
        this.messages.set(message.id, message);
        if (message.fromMe) this.#typing.delete(message.chat);
        this.change();
      },
      onTyping: (typing) => this.#noteTyping(typing),
      onConnected: (isConnected) => {
        const isBack = isConnected && !this.isConnected;
        this.isConnected = isConnected;
        if (isBack) void this.#readMessages();
        this.change();
      },
    });
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  forgetListeners(): void {
    this.#listeners.clear();
  }

  change(): void {
    for (const listener of this.#listeners) listener();
  }

  useAccount(phone: string): void {
    this.#accountPhone = phone;
    this.openPhone = null;
    this.messages.clear();
    void this.#readMessages();
    this.change();
  }

  open(phone: string | null): void {
    this.openPhone = phone;
    this.quoted = null;
    this.change();
  }

  quote(message: Message | null): void {
    this.quoted = message;
    this.change();
  }

  setAutomatic(isAutomatic: boolean): void {
    this.isAutomatic = isAutomatic;
    localStorage.setItem(AUTOMATIC_KEY, isAutomatic ? 'on' : 'off');
    this.change();
  }

  /** Shows what went wrong until the next thing is tried. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.change();
  }

  messagesOf({ phone, lid }: Customer): Message[] {
    const chats = [`${phone.slice(1)}@c.us`, lid];
    return [...this.messages.values()].filter(({ chat }) => chats.includes(chat));
  }

  typingTo({ phone, lid }: Customer): Typing | undefined {
    return this.#typing.get(`${phone.slice(1)}@c.us`) ?? this.#typing.get(lid);
  }

  #noteTyping(typing: Typing): void {
    if (typing.account !== this.account?.phone) return;
    if (typing.state === 'paused') this.#typing.delete(typing.chat);
    else {
      this.#typing.set(typing.chat, typing);
      setTimeout(() => {
        if (this.#typing.get(typing.chat) !== typing) return;
        this.#typing.delete(typing.chat);
        this.change();
      }, TYPING_SHOWN_MS);
    }
    this.change();
  }

  async #readMessages(): Promise<void> {
    const phone = this.account?.phone;
    if (!phone) return;
    const messages = await readMessages(phone).catch(() => []);
    if (phone !== this.account?.phone) return;
    for (const message of messages) this.messages.set(message.id, message);
    this.change();
  }
}

export const store = new Store();
