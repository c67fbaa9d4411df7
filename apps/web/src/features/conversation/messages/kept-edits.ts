import * as z from 'zod';
import { keptInTab } from '@/components/kept-in-tab';
import type { Owner } from '@/session/owner';

const edits = keptInTab<Record<string, string>>('edits', z.record(z.string(), z.string()));

/** What is being made of the text of messages that wait, by the message; a look at another conversation does not lose it. */
export const keptEdits = {
  read(storage: Storage, owner: Owner, messageId: string): string | null {
    return edits.read(storage, owner)?.[messageId] ?? null;
  },
  /** Null once it is saved, or not wanted any more. */
  keep(storage: Storage, owner: Owner, messageId: string, text: string | null): void {
    const { [messageId]: _, ...others } = edits.read(storage, owner) ?? {};
    const all = text === null ? others : { ...others, [messageId]: text };
    edits.keep(storage, owner, Object.keys(all).length === 0 ? null : all);
  },
};
