export const DRAFT_PREFIX = 'draft:';

/** Whose draft, and in which conversation: whoever signs in afterwards must not see it. */
export function draftKey(userId: string, conversationId: string): string {
  return `${DRAFT_PREFIX}${userId}:${conversationId}`;
}

/** What was begun and not sent yet, in this browser, the same in all of its tabs. */
class Drafts {
  /** What the browser does not keep: it is written all the same, and only does not outlive the page. */
  readonly #unkept = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  read(key: string): string {
    return this.#unkept.get(key) ?? localStorage.getItem(key) ?? '';
  }

  write(key: string, text: string): void {
    if (isKept(key, text)) this.#unkept.delete(key);
    else this.#unkept.set(key, text);
    this.#tell();
  }

  /** Puts a text behind what stands there; a second tab does not put it there twice. A part of a line is not it. */
  append(key: string, text: string): void {
    const before = this.read(key);
    if (!`\n${before}\n`.includes(`\n${text}\n`))
      this.write(key, before.trim() === '' ? text : `${before}\n${text}`);
  }

  /** What stands at one place goes on at another. */
  move(from: string, to: string): void {
    const text = this.read(from);
    if (text.trim() === '') return;
    this.append(to, text);
    this.write(from, '');
  }

  /** Nobody is told: whoever shows them is on the way out. */
  clear(): void {
    this.#unkept.clear();
  }

  subscribe = (listener: () => void): (() => void) => {
    // From another tab.
    if (this.#listeners.size === 0) window.addEventListener('storage', this.#tell);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) window.removeEventListener('storage', this.#tell);
    };
  };

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}

/** Puts it into the browser's storage, and tells whether all of it stands there. */
function isKept(key: string, text: string): boolean {
  try {
    if (text.trim() !== '') {
      localStorage.setItem(key, text);
      return true;
    }
    localStorage.removeItem(key);
    return text === '';
  } catch {
    return false;
  }
}

export const drafts = new Drafts();
