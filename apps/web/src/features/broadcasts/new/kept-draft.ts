import { clientStatus } from '@soul-kg-crm/shared/enums';
import { newId } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';
import { type Draft, emptyDraft } from './draft';

/** A broadcast that has not been sent: in this tab, so that a look at another page does not lose it. */
export interface KeptDraft {
  /** Sent again after a lost answer, it is the same one: nobody gets the message twice. */
  broadcastId: string;
  draft: Draft;
}

const keptDraft = z.object({
  broadcastId: z.uuid(),
  draft: z.object({
    chosenBy: z.enum(['filter', 'hand']),
    search: z.string(),
    status: clientStatus.nullable(),
    tag: z.string(),
    picked: z.array(z.tuple([z.string(), z.string()])).transform((names) => new Map(names)),
    content: z.string(),
    name: z.string(),
    channelId: z.string().nullable(),
  }),
});

/** What this person has written in this tab; an empty one where that is nothing. */
export function readDraft(storage: Storage, userId: string): KeptDraft {
  return parse(storage.getItem(keyOf(userId))) ?? { broadcastId: newId(), draft: emptyDraft };
}

export function keepDraft(storage: Storage, userId: string, { broadcastId, draft }: KeptDraft): void {
  const kept = { broadcastId, draft: { ...draft, picked: [...draft.picked] } };
  try {
    storage.setItem(keyOf(userId), JSON.stringify(kept));
  } catch {
    // The browser keeps no more: it is written all the same, and only does not outlive the page.
  }
}

export function forgetDraft(storage: Storage, userId: string): void {
  storage.removeItem(keyOf(userId));
}

function keyOf(userId: string): string {
  return `broadcast-draft:${userId}`;
}

function parse(text: string | null): KeptDraft | null {
  try {
    return keptDraft.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}
