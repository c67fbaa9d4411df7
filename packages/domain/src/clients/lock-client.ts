import { Prisma, type ScopedTransaction } from '@soul-kg-crm/database';

/**
 * Keeps a client from becoming part of another until the transaction ends. Taken before a message of theirs is written:
 * everybody locks the client first, and the message and its conversation afterwards.
 */
export async function holdClient(tx: ScopedTransaction, clientId: string): Promise<void> {
  await tx.raw(Prisma.sql`
    SELECT id FROM clients WHERE organization_id = ${tx.organizationId}::uuid AND id = ${clientId}::uuid
    FOR KEY SHARE`);
}

/**
 * Locks the conversations of clients, and first the messages of those whose messages will move: whoever changes a message
 * locks it before its conversation. Messages that are just being written hold their conversation's row by their foreign
 * key: they are waited for, and are there afterwards. One that is written, and at once changed, between the two
 * statements can still be in each other's way; the database then ends one of the two, which is run again.
 */
export async function lockConversationsOf(
  tx: ScopedTransaction,
  clientIds: string[],
  movingFromClientId: string,
): Promise<void> {
  const organizationId = Prisma.sql`${tx.organizationId}::uuid`;
  await tx.raw(Prisma.sql`
    SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE c.organization_id = ${organizationId} AND c.client_id = ${movingFromClientId}::uuid
    ORDER BY m.id FOR NO KEY UPDATE OF m`);
  await tx.raw(Prisma.sql`
    SELECT id FROM conversations
    WHERE organization_id = ${organizationId} AND client_id = ANY(${clientIds}::uuid[])
    ORDER BY id FOR UPDATE`);
}
