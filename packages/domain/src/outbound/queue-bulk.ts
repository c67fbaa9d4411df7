import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import { Problem, type ProblemCode, type ProblemParams } from '@soul-kg-crm/shared/problems';
import { noticeIdOf } from '../agents/agent-notice.ts';
import { sessionOf } from '../channels/sessions.ts';
import { readAddressee } from './addressee.ts';
import { requireBulkAllowed } from './bulk-rules.ts';
import { queueMessageToPhone } from './queue-message-to-phone.ts';
import { requirePriority, requireSender } from './require-sayable.ts';

export interface BulkMessage {
  /** Phone number, as a person writes it. */
  to: string;
  content: string;
  conversationId?: string | undefined;
  /** The same id again is the same message: a bulk send that was cut off can be repeated. */
  clientMessageId?: string | undefined;
}

export interface BulkSend {
  messages: readonly BulkMessage[];
  /** The number to write from; the default one unless told. */
  channelId?: string | undefined;
  sender: 'HUMAN' | 'AI';
  senderId: string | null;
  priority?: number | undefined;
  /** Somebody has read how many there are, and what it risks. */
  isConfirmed: boolean;
}

export interface BulkResult {
  queued: number;
  failed: number;
  /**
   * Numbers that got nothing, each with the problem's code, with what fills its sentence where it is the number's own, and
   * with what is wrong with its fields.
   */
  errors: { to: string; error: ProblemCode; params?: ProblemParams; fields?: Problem['fields'] }[];
  /** What ended it half-way, where that is no number's own fault; for the log. */
  brokenOffBy?: unknown;
}

/**
 * Queues a text to each of many numbers; one that cannot be written to does not stop the others, and one that is named again
 * with the same text gets it once, unless each has an id of its own. Throws NOT_FOUND for a
 * number that is not there, VALIDATION_FAILED for a priority or a person's id that is none, MASS_SENDING_OFF, or
 * CONFIRMATION_NEEDED with the number of messages, before anything is queued. Once something is, it throws nothing:
 * whoever tried again would send that twice. Where it ends half-way, the numbers that are left are told as UNAVAILABLE,
 * or INTERNAL.
 */
export async function queueBulkMessages(scope: Scope, bulk: BulkSend): Promise<BulkResult> {
  const { messages, channelId, sender, senderId, isConfirmed, priority = SEND_PRIORITY.normal } = bulk;
  requirePriority(priority);
  requireSender(bulk);
  if (channelId !== undefined) await sessionOf(scope, channelId);
  await requireBulkAllowed(scope, messages.length, isConfirmed);
  const errors: BulkResult['errors'] = [];
  const given = new Set<string>();
  for (const [place, message] of messages.entries()) {
    const key = message.clientMessageId === undefined ? keyOf(message) : null;
    if (key !== null && given.has(key)) continue;
    // What many get at once is no part of anybody's talk.
    const clientMessageId = sender === 'AI' ? noticeIdOf(message.clientMessageId) : message.clientMessageId;
    try {
      const draft = { ...message, clientMessageId, channelId, sender, senderId, priority, isBulk: true };
      await queueMessageToPhone(scope, draft);
      if (key !== null) given.add(key);
    } catch (error) {
      if (error instanceof Problem) {
        const { code, params, fields } = error;
        errors.push({ to: message.to, error: code, params, ...(fields.length > 0 && { fields }) });
        continue;
      }
      if (errors.length === place) throw error;
      const code = isDatabaseAway(error) ? 'UNAVAILABLE' : 'INTERNAL';
      errors.push(...messages.slice(place).map(({ to }) => ({ to, error: code }) as const));
      return { ...resultOf(messages, errors), brokenOffBy: error };
    }
  }
  return resultOf(messages, errors);
}

/** Who is told, and what. */
function keyOf({ to, content, conversationId }: BulkMessage): string {
  const addressee = readAddressee(to, conversationId);
  return JSON.stringify([addressee?.value ?? to, content.trim()]);
}

function resultOf(messages: readonly BulkMessage[], errors: BulkResult['errors']): BulkResult {
  return { queued: messages.length - errors.length, failed: errors.length, errors };
}
