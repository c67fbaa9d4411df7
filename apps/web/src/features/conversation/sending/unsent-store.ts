import { messageDirection, messageKind } from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import type { Owner } from '@/session/owner';
import { CHOSEN_PREFIX } from './chosen-store';
import { DRAFT_PREFIX } from './drafts';
import { keysWith } from './keys-with';
import type { PendingMessage } from './pending-messages';

/** After a day, what was to be said may be wrong. */
export const SENT_ON_MS = 24 * 60 * 60 * 1_000;
const PREFIX = 'unsent:';

const unsentMessage = z.object({
  clientMessageId: z.string(),
  content: z.string(),
  createdAt: z.iso.datetime(),
  /** Among those of the same moment. */
  position: z.int(),
  quoted: z
    .object({ id: z.string(), direction: messageDirection, kind: messageKind, content: z.string() })
    .nullable(),
  hasFile: z.boolean(),
  mediaId: z.string().nullable(),
  state: z.enum(['sending', 'failed']),
  errorMessage: z.string().nullable(),
});
export type UnsentMessage = z.infer<typeof unsentMessage>;

/** What an earlier page left behind. */
export interface Left {
  conversationId: string;
  message: UnsentMessage;
  isOld: boolean;
}

/**
 * What was given to the composer and not yet taken by the server, in this browser. Each message has an entry of its own,
 * so that two tabs do not write over each other's.
 */
export class UnsentStore {
  readonly #storage: Storage;
  readonly #prefix: string;

  /** Whose they are: whoever signs in afterwards must not send them. */
  constructor(storage: Storage, { organizationId, userId }: Owner) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}${organizationId}:${userId}:`;
  }

  /** What the server has taken is none of it. */
  put(conversationId: string, message: PendingMessage, position: number): void {
    const { clientMessageId, content, createdAt, quoted, file, mediaId, state, errorMessage } = message;
    if (state === 'taken') return;
    const kept: UnsentMessage = {
      ...{ clientMessageId, content, createdAt, position, quoted, mediaId, state, errorMessage },
      hasFile: file !== null,
    };
    try {
      this.#storage.setItem(this.#keyOf(conversationId, clientMessageId), JSON.stringify(kept));
    } catch {
      // The browser keeps no more: it is sent all the same, and only does not outlive the page.
    }
  }

  remove(conversationId: string, clientMessageId: string): void {
    this.#storage.removeItem(this.#keyOf(conversationId, clientMessageId));
  }

  /** What is kept, in the order in which it was written; old is what must not be sent by itself any more. */
  read(nowMs: number): Left[] {
    const found = keysWith(this.#storage, this.#prefix).flatMap((key) => {
      const left = this.#read(key, nowMs);
      if (!left) this.#storage.removeItem(key);
      return left ?? [];
    });
    return found.sort((a, b) => byTime(a.message, b.message));
  }

  /** What is kept of one message; null where it is not there any more. */
  find(conversationId: string, clientMessageId: string, nowMs: number): Left | null {
    return this.#read(this.#keyOf(conversationId, clientMessageId), nowMs);
  }

  /** Of which message an entry under this key is gone; null where it is another's, or stands in another conversation by now. */
  goneUnder(key: string): { conversationId: string; clientMessageId: string } | null {
    if (!key.startsWith(this.#prefix)) return null;
    const [conversationId = '', clientMessageId = ''] = key.slice(this.#prefix.length).split(':');
    const isKept = keysWith(this.#storage, this.#prefix).some((kept) => kept.endsWith(`:${clientMessageId}`));
    return isKept ? null : { conversationId, clientMessageId };
  }

  /** Whether nobody has left anything here. */
  isEmpty(): boolean {
    return keysWith(this.#storage, PREFIX).length === 0;
  }

  #read(key: string, nowMs: number): Left | null {
    const message = parse(this.#storage.getItem(key));
    const [conversationId = ''] = key.slice(this.#prefix.length).split(':');
    return message && { conversationId, message, isOld: nowMs - Date.parse(message.createdAt) >= SENT_ON_MS };
  }

  #keyOf(conversationId: string, clientMessageId: string): string {
    return `${this.#prefix}${conversationId}:${clientMessageId}`;
  }
}

/** Forgets what anybody wrote here, whether it was given to the server or not. */
export function forgetWritten(storage: Storage): void {
  for (const prefix of [PREFIX, DRAFT_PREFIX, CHOSEN_PREFIX]) {
    for (const key of keysWith(storage, prefix)) storage.removeItem(key);
  }
}

function parse(text: string | null): UnsentMessage | null {
  try {
    return unsentMessage.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

function byTime(a: UnsentMessage, b: UnsentMessage): number {
  return a.createdAt.localeCompare(b.createdAt) || a.position - b.position;
}
