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

function find({ db }: Reader, id: string): Promise<ConversationView | null> {
  return db.conversation.findUnique({ where: { id }, include: conversationInclude });
}
