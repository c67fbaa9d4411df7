import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { findMerge, type Merge } from '../clients/find-merge.ts';

type Reader = Pick<Scope, 'db'>;

/** What of a merge tells where its conversations went. */
const mergedConversations = z.object({
  conversations: z.array(z.object({ id: z.string(), channelId: z.string() })),
});

/**
 * The conversation that another one has become part of, because their clients turned out to be one person: whoever has
 * the old id open, or kept it, goes on there. Null for what never was one.
 */
export async function survivingConversationId(scope: Reader, id: string): Promise<string | null> {
  const merge = await findMerge(scope, { conversationId: id });
  if (!merge) return null;
  const merged = mergedConversations.parse(merge.details).conversations.find((one) => one.id === id);
  if (!merged) return null;
  for (let last: Merge | null = merge; last?.targetId; ) {
    const { targetId: clientId, createdAt }: Merge = last;
    const found = await scope.db.conversation.findFirst({
      where: { channelId: merged.channelId, clientId },
      select: { id: true },
    });
    if (found) return found.id;
    // Its client has become part of another one since.
    last = await findMerge(scope, { clientId }, createdAt);
  }
  return null;
}

/** What is found under the id of a conversation, or of the one that it became part of; NOT_FOUND where there is neither. */
export async function findOrSurvivor<Found>(
  scope: Reader,
  id: string,
  find: (id: string) => Promise<Found | null>,
): Promise<Found> {
  const found = await find(id);
  if (found) return found;
  const survivingId = await survivingConversationId(scope, id);
  const survivor = survivingId === null ? null : await find(survivingId);
  if (!survivor) throw new Problem('NOT_FOUND');
  return survivor;
}
