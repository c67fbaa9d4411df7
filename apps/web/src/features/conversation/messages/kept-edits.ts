import * as z from 'zod';
import { keptInTab } from '@/components/kept-in-tab';
import type { Owner } from '@/session/owner';

/** A text as it is being written, and the stored one over which it was begun. */
const edit = z.object({ text: z.string(), base: z.string() });
export type Edit = z.infer<typeof edit>;

const edits = keptInTab<Record<string, Edit>>('edits', z.record(z.string(), edit));

/** What is being made of the text of messages that wait, by the message; a look at another conversation does not lose it. */
export const keptEdits = {
  read(storage: Storage, owner: Owner, messageId: string): Edit | null {
    return edits.read(storage, owner)?.[messageId] ?? null;
  },
  /** Null once it is saved, or not wanted any more. */
  keep(storage: Storage, owner: Owner, messageId: string, edited: Edit | null): void {
    const { [messageId]: _, ...others } = edits.read(storage, owner) ?? {};
    const all = edited === null ? others : { ...others, [messageId]: edited };
    edits.keep(storage, owner, Object.keys(all).length === 0 ? null : all);
  },
};
