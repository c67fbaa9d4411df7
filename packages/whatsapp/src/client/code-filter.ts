/** WhatsApp shows the first code for a minute and each further one for twenty seconds. */
const FIRST_CODE_MS = 60_000;
const NEXT_CODE_MS = 20_000;

/** Drops the codes that are none: made before the page had its reference, or told twice. */
export class CodeFilter {
  #last: string | null = null;

  accept(code: string): { code: string; expiresInMs: number } | null {
    if (code.startsWith('undefined,') || code.startsWith('null,') || code === this.#last) return null;
    const expiresInMs = this.#last === null ? FIRST_CODE_MS : NEXT_CODE_MS;
    this.#last = code;
    return { code, expiresInMs };
  }

  /** After a log-in: the next code is a first one again. */
  reset(): void {
    this.#last = null;
  }
}
