import { type InboundEvent, type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import * as z from 'zod';
import { messageKeyOf } from '../inbound/provider-message-id.ts';
import { isWritten } from '../inbound/written.ts';

// What makes a row of `messages` a person's own answer, as conditions on its columns; the table goes by its own name.

/** Written here by somebody, at a person's priority, unlike what many get at once and what programs send. */
export const WRITTEN_HERE = Prisma.sql`(sender = 'HUMAN' AND sender_id IS NOT NULL AND direction = 'OUTGOING'
  AND priority >= ${SEND_PRIORITY.urgent})`;

/**
 * Nobody reads and answers within so long; the greeting and the absence text of the WhatsApp Business app come 1–2 s after
 * what the customer wrote, and look like whatever is written on the phone. WhatsApp's own times are compared, which have
 * whole seconds: ours tell when a worker got round to it.
 */
const AUTOMATIC_SECONDS = 3;

/** What an automatic text follows is looked for among so many. A call is none: who declines one may send a ready “I’ll call you back” with it. */
const FOLLOWED_AMONG = 30;

/** What the keys of messages begin with that WhatsApp Web makes, and how long they are at the most; those of phones are other ones. */
const WEB_KEY = { begin: '3EB0', length: 22 };

/**
 * Written on the phone itself or on another computer, where nothing was tried by us, by a person and not by the phone. No
 * automatic text comes from WhatsApp Web.
 */
export const WRITTEN_ON_PHONE = Prisma.sql`(sender = 'HUMAN' AND direction = 'OUTGOING' AND attempts = 0
  AND provider_message_id IS NOT NULL
  AND (coalesce(send_key LIKE ${`${WEB_KEY.begin}%`} AND length(send_key) <= ${WEB_KEY.length}, false)
    OR NOT ${followsAtOnce({
      organizationId: Prisma.sql`messages.organization_id`,
      conversationId: Prisma.sql`messages.conversation_id`,
      sentAt: Prisma.sql`messages.sent_at`,
    })}))`;

/** Written by a person, wherever. */
export const WRITTEN_BY_PERSON = Prisma.sql`(${WRITTEN_HERE} OR ${WRITTEN_ON_PHONE})`;

export interface SentOnPhone {
  conversationId: string;
  /** By WhatsApp's clock. */
  sentAt: Date;
  chatId: string;
  providerMessageId: string;
  event: Pick<InboundEvent, 'channelId' | 'receivedAt'>;
}

/**
 * Whether what the phone sent is its automatic text, and nobody's answer. What it follows may be processed after it, since
 * jobs keep no order: then it stands among the events that wait.
 */
export async function isAutomatic(tx: ScopedTransaction, sent: SentOnPhone): Promise<boolean> {
  if (isFromWeb(sent.providerMessageId)) return false;
  const followsStored = followsAtOnce({
    organizationId: Prisma.sql`${tx.organizationId}::uuid`,
    conversationId: Prisma.sql`${sent.conversationId}::uuid`,
    sentAt: Prisma.sql`${sent.sentAt}::timestamptz`,
  });
  // One statement: between two, what waits could become a message.
  const rows = await tx.raw(Prisma.sql`
    SELECT true AS is_automatic WHERE ${followsStored} OR ${followsWhatWaits(tx, sent)}`);
  return rows.length > 0;
}

function isFromWeb(providerMessageId: string): boolean {
  const key = messageKeyOf(providerMessageId) ?? '';
  return key.startsWith(WEB_KEY.begin) && key.length <= WEB_KEY.length;
}

/** What is told at about the same time is stored within so long. */
const STORED_WITHIN_SECONDS = 60;

function followsWhatWaits(tx: ScopedTransaction, { chatId, sentAt, event }: SentOnPhone): Prisma.Sql {
  const { channelId, receivedAt } = event;
  const span = Prisma.sql`make_interval(secs => ${STORED_WITHIN_SECONDS})`;
  return Prisma.sql`EXISTS (
    SELECT FROM inbound_events waiting
    WHERE waiting.organization_id = ${tx.organizationId}::uuid AND waiting.channel_id = ${channelId}::uuid
      AND waiting.processed_at IS NULL AND waiting.kind = 'MESSAGE'
      AND waiting.received_at BETWEEN ${receivedAt}::timestamptz - ${span} AND ${receivedAt}::timestamptz + ${span}
      AND waiting.payload ->> 'chatId' = ${chatId} AND waiting.payload ->> 'isFromMe' = 'false'
      AND ${isWritten(Prisma.sql`(waiting.payload ->> 'kind')`)}
      AND ${sentAt.getTime()}::float8 - (waiting.payload ->> 'sentAtMs')::float8
        BETWEEN 0 AND ${AUTOMATIC_SECONDS * 1000})`;
}

/** Where and when something was sent, as values or as columns. */
type SentThere = Record<'organizationId' | 'conversationId' | 'sentAt', Prisma.Sql>;

function followsAtOnce({ organizationId, conversationId, sentAt }: SentThere): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT asked.direction, asked.kind, asked.sent_at FROM messages asked
      WHERE asked.organization_id = ${organizationId} AND asked.conversation_id = ${conversationId}
      ORDER BY asked.id DESC LIMIT ${FOLLOWED_AMONG}
    ) newest
    WHERE newest.direction = 'INCOMING' AND ${isWritten(Prisma.sql`newest.kind`)}
      AND newest.sent_at BETWEEN ${sentAt} - make_interval(secs => ${AUTOMATIC_SECONDS}) AND ${sentAt})`;
}

/** When somebody first wrote on the phone behind a message of the conversation; null where nobody has. */
export async function answeredOnPhoneAt(
  tx: ScopedTransaction,
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
): Promise<Date | null> {
  const [answer] = answers.parse(
    await tx.raw(Prisma.sql`
      SELECT sent_at FROM messages
      WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${conversationId}::uuid
        AND id > ${id}::uuid AND ${WRITTEN_ON_PHONE}
      ORDER BY id LIMIT 1`),
  );
  return answer?.sent_at ?? null;
}

const answers = z.array(z.object({ sent_at: z.date() }));
