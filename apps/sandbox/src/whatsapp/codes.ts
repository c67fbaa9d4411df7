import { randomBytes } from 'node:crypto';
import type { Settings } from './settings.ts';

/** The codes that one unlinked page shows: a new one before the old one runs out, and a rest after some. */
export class Codes {
  ref: string | null = null;
  pairingCode: string | null = null;
  readonly #settings: Settings;
  readonly #tell: (message: object) => void;
  #timer: NodeJS.Timeout | undefined;
  #shown = 0;

  constructor(settings: Settings, tell: (message: object) => void) {
    this.#settings = settings;
    this.#tell = tell;
  }

  start(): void {
    this.#shown = 0;
    this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.ref = null;
    this.pairingCode = null;
  }

  /** As if nobody had scanned in time: the page rests until it is asked. */
  expire(): void {
    this.#shown = this.#settings.codesUntilIdle;
    this.#next();
  }

  newPairingCode(): string {
    const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ123456789';
    this.pairingCode = [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('');
    return this.pairingCode;
  }

  #next(): void {
    clearTimeout(this.#timer);
    if (this.#shown >= this.#settings.codesUntilIdle) {
      this.ref = null;
      this.#tell({ kind: 'codeExpired' });
      return;
    }
    this.#shown++;
    this.ref = `2@${randomBytes(48).toString('base64')}`;
    this.#tell({ kind: 'code', ref: this.ref });
    const { firstCodeMs, nextCodeMs } = this.#settings;
    this.#timer = setTimeout(() => this.#next(), this.#shown === 1 ? firstCodeMs : nextCodeMs);
  }
}
