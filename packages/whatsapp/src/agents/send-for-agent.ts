import { type BulkMessage, getWhatsAppSettings } from '@soul-kg-crm/domain';
import { addBulkSendJobs, addSendMessageJob, type QueuedMessage } from './add-send-jobs.ts';
import { scopeOf } from './agents-database.ts';

/** Answers of people go first, what nobody waits for last. */
const AGENT_PRIORITY = 5;
/** More at once is a campaign, not an agent. */
const MOST_AT_ONCE = 20;

/**
 * Queues an agent's text to a number (within a conversation also to a privacy id), at priority 5. `agentType` names the
 * agent in analytics. Throws Problem: TAKEN_OVER where a person answers in the conversation; see `isNotice` of
 * `addSendMessageJob`.
 */
export async function sendMessageForAgent(
  organizationId: string,
  to: string,
  content: string,
  conversationId: string | undefined,
  agentType: string,
): Promise<QueuedMessage> {
  return addSendMessageJob({ ...asAgent(organizationId, agentType), to, content, conversationId });
}

/**
 * The same to at most 20 numbers, where the organisation has bulk sending switched on. Throws Problem: MASS_SENDING_OFF,
 * CONFIRMATION_NEEDED for more than its `maxBatchSize`, since nobody is there to confirm them.
 */
export async function sendBulkMessagesForAgent(
  organizationId: string,
  messages: readonly BulkMessage[],
  agentType: string,
): ReturnType<typeof addBulkSendJobs> {
  if (messages.length > MOST_AT_ONCE) {
    throw new RangeError(
      `An agent sends at most ${MOST_AT_ONCE} messages in one call, not ${messages.length}`,
    );
  }
  const { safety } = await getWhatsAppSettings(scopeOf(organizationId));
  const isConfirmed = messages.length <= safety.maxBatchSize;
  return addBulkSendJobs({ ...asAgent(organizationId, agentType), messages, isConfirmed });
}

function asAgent(organizationId: string, agentType: string) {
  return { organizationId, sender: 'AI', senderId: agentType, priority: AGENT_PRIORITY } as const;
}
