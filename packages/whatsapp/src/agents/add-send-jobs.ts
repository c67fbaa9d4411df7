import {
  type BulkMessage,
  type BulkResult,
  noticeIdOf,
  queueBulkMessages,
  queueMessageToPhone,
} from '@soul-kg-crm/domain';
import { scopeOf } from './agents-database.ts';

interface Sender {
  organizationId: string;
  sender: 'HUMAN' | 'AI';
  /** The user's id (a UUID), or the agent's type. HUMAN without one is a program's, and silences no agent. */
  senderId?: string | undefined;
  /** 1 normal, 5 agents, 10 urgent; 1 unless told. */
  priority?: number | undefined;
}

export interface SendMessageJob extends Sender {
  /** Phone number, +996… or as a person writes it; with `conversationId` also the privacy id (…@lid) of whoever hides theirs. */
  to: string;
  content: string;
  /** Found or made by the number where it is not told. */
  conversationId?: string | undefined;
  /**
   * Chosen by the caller, 1 to 100 characters: the same id again is the same message, so that a call whose answer was lost
   * can be repeated.
   */
  clientMessageId?: string | undefined;
  /** Of an agent: no part of the talk (an order has come), so it goes out whoever answers in the conversation. */
  isNotice?: boolean | undefined;
}

export interface QueuedMessage {
  messageId: string;
  conversationId: string;
  /** PENDING: it leaves when it is its turn. */
  status: string;
}

export interface BulkSendJobs extends Sender {
  messages: readonly BulkMessage[];
  /** Somebody knows how many they are and what that risks; many are refused without it. */
  isConfirmed?: boolean | undefined;
}

/** The usual priority of what a program sends. */
const NORMAL = 1;

/**
 * Queues a text to a number. Throws Problem: INVALID_PHONE with the reason (TOO_SHORT …), NOT_FOUND for an organisation
 * that is not there or a conversation of somebody else, CHANNEL_DELETED, TAKEN_OVER for an agent's text where a person
 * answers, VALIDATION_FAILED for a priority, an id or a text that is not right …
 */
export async function addSendMessageJob(job: SendMessageJob): Promise<QueuedMessage> {
  const { organizationId, senderId = null, priority = NORMAL, isNotice = false, ...message } = job;
  const { sender, clientMessageId } = message;
  const queued = await queueMessageToPhone(scopeOf(organizationId), {
    ...{ ...message, senderId, priority },
    clientMessageId: isNotice && sender === 'AI' ? noticeIdOf(clientMessageId) : clientMessageId,
  });
  return { messageId: queued.id, conversationId: queued.conversationId, status: queued.status };
}

/**
 * The same to many numbers; one that cannot be written to is told in `errors` and stops nobody else, and one that is named
 * again with the same text gets it once, unless each has a `clientMessageId` of its own. Throws Problem:
 * MASS_SENDING_OFF while the organisation has not switched it on, CONFIRMATION_NEEDED for many without `isConfirmed`,
 * VALIDATION_FAILED for a priority or a person's id that is none. Where the database goes away half-way, the others are
 * told as UNAVAILABLE.
 */
export async function addBulkSendJobs(
  jobs: BulkSendJobs,
): Promise<{ success: number; failed: number; errors: BulkResult['errors'] }> {
  const { organizationId, messages, sender, senderId = null, priority = NORMAL, isConfirmed = false } = jobs;
  const bulk = { messages, sender, senderId, priority, isConfirmed };
  const { queued, failed, errors } = await queueBulkMessages(scopeOf(organizationId), bulk);
  return { success: queued, failed, errors };
}
