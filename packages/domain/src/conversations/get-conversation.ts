import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { survivingConversationId } from './surviving-conversation.ts';
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

/** The same for an id that somebody kept: of a conversation that became part of another, that other one. */
export async function findConversation(scope: Pick<Scope, 'db'>, id: string): Promise<ConversationView> {
  const include = conversationInclude;
  const conversation = await scope.db.conversation.findUnique({ where: { id }, include });
  if (conversation) return conversation;
  const survivingId = await survivingConversationId(scope, id);
  if (survivingId === null) throw new Problem('NOT_FOUND');
  return getConversation(scope, survivingId);
}
