import type { Message, ScopedTransaction } from '@soul-kg-crm/database';
import { isCall } from '@soul-kg-crm/shared/enums';
import { lockConversation } from '../agents/agent-lock.ts';
import { scheduleTurn } from '../agents/schedule-turn.ts';
import { askLookUp } from '../clients/ask-look-up.ts';
import { announceLearning } from '../clients/learn-about-client.ts';
import type { ReceivedMessage } from './channel-event.ts';
import { countAnew, followAnswerOnPhone } from './follow-own-message.ts';
import { linkQuoting } from './quotes.ts';

/** What follows a customer's message, once, in the transaction that ends its event. */
export async function followMessage(
  tx: ScopedTransaction,
  message: Pick<Message, 'id' | 'channelId' | 'conversationId' | 'providerMessageId'>,
  received: Pick<ReceivedMessage, 'kind' | 'content' | 'sentAtMs'>,
): Promise<void> {
  const { id, channelId, conversationId } = message;
  // Everybody changes the client first, and the conversation afterwards.
  const ofConversation = { conversations: { some: { id: conversationId } } };
  const client = await tx.db.client.findFirst({ where: ofConversation });
  if (client) {
    await announceLearning(tx, client, received.content);
    await askLookUp(tx, client, channelId);
  }
  const isSeen = await followAnswerOnPhone(tx, { id, conversationId });
  const conversation = await lockConversation(tx, conversationId);
  if (!conversation) return;
  if (conversation.lastMessageId !== id) await linkQuoting(tx, message);
  if (isSeen) await countAnew(tx, conversationId);
  // No agent can answer a call; what waits for one goes on as if nobody had called.
  if (!isCall(received.kind)) await scheduleTurn(tx, { id, conversationId }, received.sentAtMs);
}
