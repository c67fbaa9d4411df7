import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type ConversationView, conversationInclude } from './views.ts';

/** One conversation, or NOT_FOUND. */
export async function getConversation(scope: Pick<Scope, 'db'>, id: string): Promise<ConversationView> {
  const conversation = await scope.db.conversation.findUnique({
    where: { id },
    include: conversationInclude,
  });
  if (!conversation) throw new Problem('NOT_FOUND');
  return conversation;
}
