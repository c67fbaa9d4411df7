import type {
  ChangeEvent,
  ClientEvent,
  ProviderMessage,
  RecentMessages,
  WhatsAppClient,
} from '../src/client/port.ts';

/** A client without a browser, whose life the test writes: for the order of things, not for WhatsApp. */
export class ScriptedClient implements WhatsAppClient {
  emit: (event: ClientEvent) => void = () => {};
  isStopped = false;
  isLoggedOut = false;
  health: 'connected' | 'disconnected' | 'unresponsive' = 'connected';
  recent: ProviderMessage[] = [];
  /** Ids of what the page cannot give. */
  passedOver: string[] = [];
  changes: ChangeEvent[] = [];
  /** What cannot be read yet. */
  sealed: ProviderMessage[] = [];
  /** Of the recent ones, those that the adapter leaves out. */
  readonly notices = new Set<string>();
  readonly #onStart: (client: ScriptedClient) => void | Promise<void>;

  constructor(onStart: (client: ScriptedClient) => void | Promise<void> = () => {}) {
    this.#onStart = onStart;
  }

  onEvent(listener: (event: ClientEvent) => void): void {
    this.emit = (event) => {
      if (!this.isStopped) listener(event);
    };
  }

  async start(): Promise<void> {
    await this.#onStart(this);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }

  async logout(): Promise<void> {
    this.isLoggedOut = true;
    await this.stop();
  }

  async newChatLimits() {
    return { isLocked: false, lockedUntilMs: null, quota: null, used: null };
  }

  isScanned = false;

  async hasAccount() {
    return this.isScanned;
  }

  async memoryMb() {
    return null;
  }

  async check() {
    return this.health;
  }

  async recentMessages({ sinceMs, limit }: { sinceMs: number; limit: number }): Promise<RecentMessages> {
    const read = this.recent.filter(({ sentAtMs }) => sentAtMs >= sinceMs).slice(0, limit);
    const messages = read.filter(({ providerMessageId }) => !this.notices.has(providerMessageId));
    return {
      messages,
      passedOver: this.passedOver,
      changes: this.changes,
      sealed: this.sealed,
      moreFromMs: read.length < limit ? null : (read.at(-1)?.sentAtMs ?? null),
    };
  }

  number = '+996555000111';

  async ownNumber(): Promise<string> {
    return this.number;
  }

  async requestPairingCode(phone: string): Promise<string> {
    return `CODE${phone.slice(-4)}`;
  }

  send(): Promise<never> {
    throw new Error('not part of the script');
  }

  findSent(): Promise<never> {
    throw new Error('not part of the script');
  }

  lookUp(): Promise<never> {
    throw new Error('not part of the script');
  }

  downloadMedia(): Promise<never> {
    throw new Error('not part of the script');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
