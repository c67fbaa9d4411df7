import type { Message } from '@soul-kg-crm/database';
import { sendMessage } from '@soul-kg-crm/queue/catalogue';

/** The job that sends a stored message, in its place among the others. */
export function sendMessageJob(
  organizationId: string,
  { id: messageId, channelId, priority }: Pick<Message, 'id' | 'channelId' | 'priority'>,
) {
  return sendMessage.of({ organizationId, channelId, messageId, priority: String(priority) });
}
