import { createDatabase, type Database } from '@soul-kg-crm/database';
import { type BulkMessage, queueBulkMessages, queueMessageToPhone } from '@soul-kg-crm/domain';
import { AgentsNotConfiguredError, agentDatabaseUrl } from './env.ts';

/** Answers of people go first, what nobody waits for last. */
const AGENT_PRIORITY = 5;
/** More at once is a campaign, not an agent. */
const MOST_AT_ONCE = 20;

let given: Database | null = null;
let own: Database | null = null;

/** The database to use, in a process that has one; without it, agents open DATABASE_URL themselves. */
export function configureAgents(database: Database | null): void {
  given = database;
}

/** Closes what agents opened themselves. */
export async function closeAgents(): Promise<void> {
  const closing = own;
  own = null;
  await closing?.close();
}

export interface AgentMessage {
  messageId: string;
  conversationId: string;
  /** PENDING: it leaves when it is its turn. */
  status: string;
}

/**
 * Queues an agent's text to a number (+996… or as a person writes it), at priority 5. `agentType` names the agent in
 * analytics. Throws Problem: INVALID_PHONE, NOT_FOUND for a conversation of somebody else, CHANNEL_DELETED …
 */
export async function sendMessageForAgent(
  organizationId: string,
  to: string,
  content: string,
  conversationId: string | undefined,
  agentType: string,
): Promise<AgentMessage> {
  const { id, status, ...message } = await queueMessageToPhone(scopeOf(organizationId), {
    ...{ to, content, conversationId },
    ...{ sender: 'AI', senderId: agentType, priority: AGENT_PRIORITY },
  });
  return { messageId: id, conversationId: message.conversationId, status };
}

/**
 * The same to at most 20 numbers; one that cannot be written to is told in `errors` and stops nobody else. Throws Problem:
 * MASS_SENDING_OFF while the organisation has not switched it on.
 */
export async function sendBulkMessagesForAgent(
  organizationId: string,
  messages: readonly BulkMessage[],
  agentType: string,
): Promise<{ success: number; failed: number; errors: { to: string; error: string }[] }> {
  if (messages.length > MOST_AT_ONCE) {
    throw new RangeError(
      `An agent sends at most ${MOST_AT_ONCE} messages in one call, not ${messages.length}`,
    );
  }
  const { queued, failed, errors } = await queueBulkMessages(scopeOf(organizationId), {
    messages,
    ...{ sender: 'AI', senderId: agentType, priority: AGENT_PRIORITY },
    isConfirmed: true,
  });
  return { success: queued, failed, errors };
}

function scopeOf(organizationId: string) {
  if (given) return given.forOrganization(organizationId);
  const url = agentDatabaseUrl();
  if (!url) throw new AgentsNotConfiguredError();
  own ??= createDatabase({ url, maxConnections: 2 });
  return own.forOrganization(organizationId);
}
