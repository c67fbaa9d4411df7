import type { WebSocket } from 'ws';
import type { LineMessage } from './line-messages.ts';
import type { Account, StoredMessage } from './model.ts';
import { answerPage } from './page-answers.ts';
import { type LineHost, PageLine } from './page-line.ts';
import type { Settings } from './settings.ts';
import { wireOf } from './wire.ts';
import { SandboxError, type World } from './world.ts';

export interface Typing {
  account: string;
  chat: string;
  state: string;
}

export interface NetworkListeners {
  onSent?(account: Account, message: StoredMessage): void;
  /** A message is new, or something about it has changed. */
  onMessage?(account: Account, message: StoredMessage): void;
  onTyping?(typing: Typing): void;
  /** A page started or stopped showing a code. */
  onCodes?(): void;
}

/** All pages that are connected, and what goes to and fro between them and the world. */
export class Network implements LineHost {
  readonly world: World;
  readonly settings: Settings;
  readonly lines = new Set<PageLine>();
  /** Modules that the library asked for and the page lacks. */
  readonly missing = new Set<string>();
  readonly listeners: NetworkListeners = {};
  /** Nothing at all gets through. */
  isUnreachable = false;

  constructor(world: World, settings: Settings) {
    this.world = world;
    this.settings = settings;
  }

  accept(socket: WebSocket): void {
    const line = new PageLine(socket, this);
    this.lines.add(line);
    socket.on('close', () => {
      this.lines.delete(line);
      this.listeners.onCodes?.();
    });
    socket.on('message', () => this.listeners.onCodes?.());
  }

  /** All running devices of an account: each has a page of its own. */
  linesOf(phone: string): PageLine[] {
    return [...this.lines].filter(({ account }) => account?.phone === phone);
  }

  lineOf(phone: string): PageLine | undefined {
    return [...this.lines].findLast(({ account }) => account?.phone === phone);
  }

  requireLine(phone: string): PageLine {
    const line = this.lineOf(phone);
    if (!line) throw new SandboxError(409, `No page of ${phone} is connected`);
    return line;
  }

  /** Gives a message to the account's page if it runs; else it waits for the next welcome. */
  deliver(account: Account, message: StoredMessage): void {
    account.messages.push(message);
    this.#tellAll(account, { kind: 'message', message: wireOf(message) });
    this.#changed(account, message);
  }

  ack(account: Account, message: StoredMessage, ack: number): void {
    if (ack >= 0 && ack <= message.ack) return;
    message.ack = ack;
    this.#tellAll(account, { kind: 'ack', id: message.id, ack });
    this.#changed(account, message);
  }

  /** Edited, taken back, reacted to, decrypted: every device hears of it. */
  change(account: Account, message: StoredMessage, changes: Partial<StoredMessage>): void {
    Object.assign(message, changes);
    this.#tellAll(account, { kind: 'changed', message: wireOf(message) });
    this.#changed(account, message);
  }

  /** A call: who is not there when it rings does not hear of it. */
  ring(account: Account, call: object): void {
    this.#tellAll(account, { kind: 'call', call });
  }

  /** A customer types: pages show it, nobody is told more. */
  typing(typing: Typing): void {
    for (const line of this.linesOf(typing.account)) line.tell({ kind: 'typing', ...typing });
  }

  answer(line: PageLine, account: Account, message: LineMessage): Promise<unknown> {
    const { world, listeners } = this;
    const host = {
      world,
      onSent: (of: Account, sent: StoredMessage) => {
        // The account's other devices show it, too.
        const echo = { kind: 'message', message: wireOf(sent) };
        for (const other of this.linesOf(of.phone)) if (other !== line) other.tell(echo);
        listeners.onSent?.(of, sent);
        listeners.onMessage?.(of, sent);
      },
      onChange: (of: Account, changed: StoredMessage, changes: Partial<StoredMessage>) =>
        this.change(of, changed, changes),
      onTicks: (of: Account, message: StoredMessage) => this.#changed(of, message),
      onTyping: (of: Account, chat: string, state: string) =>
        listeners.onTyping?.({ account: of.phone, chat, state }),
    };
    return answerPage(host, line, account, message);
  }

  claim(line: PageLine, account: Account): void {
    for (const other of this.lines) {
      if (other !== line && other.account === account && other.secret === line.secret) {
        other.account = null;
        other.tell({ kind: 'state', state: 'CONFLICT' });
      }
    }
  }

  #tellAll(account: Account, message: object): void {
    if (this.world.faultsOf(account.phone).isOffline) return;
    for (const line of this.linesOf(account.phone)) line.tell(message);
  }

  #changed(account: Account, message: StoredMessage): void {
    this.listeners.onMessage?.(account, message);
    this.world.touch(account);
  }
}
