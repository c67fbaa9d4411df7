import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { Codes } from './codes.ts';
import { type LineMessage, lineMessage } from './line-messages.ts';
import type { Account } from './model.ts';
import type { Settings } from './settings.ts';
import { peopleOf, unreadOf, wireOf } from './wire.ts';
import type { World } from './world.ts';

/** What a line needs from the rest of the stand-in. */
export interface LineHost {
  world: World;
  settings: Settings;
  answer(line: PageLine, account: Account, message: LineMessage): Promise<unknown>;
  /** This page is the account's running device now; an older one gets a conflict. */
  claim(line: PageLine, account: Account): void;
}

/** One running page. */
export class PageLine {
  readonly id = randomUUID();
  readonly codes: Codes;
  account: Account | null = null;
  secret: string | null = null;
  /** Something of the page's own stands in front of it. */
  hasDialog = false;
  readonly sinceMs = Date.now();
  #keys: string[] = [];
  readonly #socket: WebSocket;
  readonly #host: LineHost;

  constructor(socket: WebSocket, host: LineHost) {
    this.#socket = socket;
    this.#host = host;
    this.codes = new Codes(host.settings, (message) => this.tell(message));
    socket.on('message', (data) => this.#hear(String(data)));
    socket.on('close', () => this.codes.stop());
  }

  /** The raw text of the QR code on the page. */
  get qr(): string | null {
    return this.codes.ref === null ? null : [this.codes.ref, ...this.#keys].join(',');
  }

  tell(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }

  /** Somebody scanned the code of this page with the account's phone. */
  pair(account: Account): void {
    this.codes.stop();
    if (this.#host.world.faultsOf(account.phone).requiresPasskey) {
      this.tell({ kind: 'passkeyAsked' });
      return;
    }
    const secret = this.#host.world.link(account);
    this.tell({ kind: 'paired', secret, account: peopleOf(account).account });
  }

  #hear(text: string): void {
    const message = readMessage(text);
    // Whoever talks differently is no page of ours.
    if (!message) {
      this.close();
      return;
    }
    if (message.kind === 'hello') {
      this.#keys = message.keys;
      this.#welcome(message.secret);
    } else if (message.kind === 'refreshCode') this.codes.start();
    else if (message.kind === 'takeover') this.#welcome(this.secret);
    else if (message.kind === 'dialog') this.hasDialog = message.isOpen;
    else if (message.kind === 'pairingCode') {
      this.tell({ kind: 'answer', ticket: message.ticket, value: this.codes.newPairingCode() });
    } else if (this.account) void this.#answer(this.account, message);
  }

  async #answer(account: Account, message: LineMessage): Promise<void> {
    const ticket = 'ticket' in message ? message.ticket : null;
    try {
      const value = await this.#host.answer(this, account, message);
      if (ticket !== null && value !== NO_ANSWER) this.tell({ kind: 'answer', ticket, value: value ?? null });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (ticket !== null) this.tell({ kind: 'answer', ticket, error: { message: text } });
    }
  }

  #welcome(secret: string | null): void {
    const account = this.#host.world.accountOfDevice(secret);
    if (secret === null) this.codes.start();
    else if (!account) this.tell({ kind: 'refused' });
    else this.#letIn(account, secret);
  }

  #letIn(account: Account, secret: string): void {
    const { isOffline, opensInState } = this.#host.world.faultsOf(account.phone);
    if (isOffline) this.close();
    else if (opensInState) this.tell({ kind: 'state', state: opensInState });
    else this.#open(account, secret);
  }

  #open(account: Account, secret: string): void {
    this.account = account;
    this.secret = secret;
    this.#host.claim(this, account);
    const { syncDelayMs, sync, showsDialog } = this.#host.world.faultsOf(account.phone);
    const messages = account.messages.slice(-RECENT).map((message) => {
      return { ...wireOf(message), isNew: message.origin === 'customer' && !message.isDelivered };
    });
    const unread = unreadOf(account);
    this.tell({ kind: 'welcome', ...peopleOf(account), messages, unread, syncDelayMs, sync, showsDialog });
    this.#host.world.touch(account);
  }
}

function readMessage(text: string): LineMessage | null {
  try {
    return lineMessage.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The server has it, and stays silent. */
export const NO_ANSWER = Symbol('no answer');

/** So many of the newest messages a page is told at its start; older ones it asks for. */
const RECENT = 2_000;
