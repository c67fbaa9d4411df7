import { clientStatus } from '@soul-kg-crm/shared/enums';
import { newId } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';
import { keptInTab } from '@/components/kept-in-tab';
import type { Owner } from '@/session/owner';
import { type Draft, emptyDraft } from './draft';

/** A broadcast that has not been sent. */
export interface KeptDraft {
  /** Sent again after a lost answer, it is the same one: nobody gets the message twice. */
  broadcastId: string;
  draft: Draft;
}

const kept = keptInTab<KeptDraft>(
  'broadcast-draft',
  z.object({
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
  }),
  ({ broadcastId, draft }) => ({ broadcastId, draft: { ...draft, picked: [...draft.picked] } }),
);

/** What its owner has written in this tab; an empty one where that is nothing. */
export function readDraft(storage: Storage, owner: Owner): KeptDraft {
  return kept.read(storage, owner) ?? { broadcastId: newId(), draft: emptyDraft };
}

export function keepDraft(storage: Storage, owner: Owner, draft: KeptDraft): void {
  kept.keep(storage, owner, draft);
}

export function forgetDraft(storage: Storage, owner: Owner): void {
  kept.keep(storage, owner, null);
}
