import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { findOrSurvivor } from './surviving-conversation.ts';
import { type ConversationView, conversationInclude } from './views.ts';

type Reader = Pick<Scope, 'db'>;

/** One conversation, or NOT_FOUND. */
export async function getConversation(scope: Reader, id: string): Promise<ConversationView> {
  const conversation = await find(scope, id);
  if (!conversation) throw new Problem('NOT_FOUND');
  return conversation;
}

/** The same for an id that somebody kept: of a conversation that became part of another, that other one. */
export function findConversation(scope: Reader, keptId: string): Promise<ConversationView> {
  return findOrSurvivor(scope, keptId, (id) => find(scope, id));
}

async function find(scope: Reader, id: string): Promise<ConversationView | null> {
  const found = await scope.db.conversation.findUnique({ where: { id }, include: conversationInclude });
  // Read by more than one statement: the client that the first one told of has become part of another before the next.
  return found?.client === null ? find(scope, id) : found;
}
