import { type Conversation, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/** The key of all conversations' turns together. */
const ALL_AGENTS = 'agents';

/**
 * Agent and person take turns in a conversation. Taken before anything else is locked: a message that is being claimed
 * for sending locks the message first and its conversation afterwards, so whoever cancels replies cannot come by the
 * conversation's row.
 */
export async function lockAgent(tx: ScopedTransaction, conversationId: string): Promise<void> {
  await tx.lock(`agent/${conversationId}`, ALL_AGENTS);
}

/**
 * The same for all conversations of the organisation at once: a lock for each of thousands is more than PostgreSQL has room
 * for. Agents and whoever answers wait meanwhile.
 */
export async function lockAllAgents(tx: ScopedTransaction): Promise<void> {
  await tx.lock(ALL_AGENTS);
}

/** Who reads that agents are on and acts on it: nobody switches them off until the transaction ends. Taken before `lockAgent`. */
export async function lockAgentSettings(tx: ScopedTransaction): Promise<void> {
  await tx.raw(Prisma.sql`SELECT id FROM organizations WHERE id = ${tx.organizationId}::uuid FOR SHARE`);
}

/** The client's row first, then the conversation's, as everybody who writes a message does; null where it is gone. */
export async function lockConversation(tx: ScopedTransaction, id: string): Promise<Conversation | null> {
  const { organizationId } = tx;
  await tx.raw(Prisma.sql`
    SELECT id FROM clients WHERE organization_id = ${organizationId}::uuid
      AND id = (SELECT client_id FROM conversations WHERE id = ${id}::uuid) FOR KEY SHARE`);
  await tx.raw(Prisma.sql`
    SELECT id FROM conversations WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
    FOR NO KEY UPDATE`);
  return tx.db.conversation.findUnique({ where: { id } });
}
