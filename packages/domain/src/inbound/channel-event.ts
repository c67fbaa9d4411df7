import { createHash } from 'node:crypto';
import { messageKind } from '@soul-kg-crm/shared/enums';
import { isLive, messageIdAt } from '@soul-kg-crm/shared/ids';
import { asStorable } from '@soul-kg-crm/shared/storable-text';
import * as z from 'zod';

// What a channel tells us, as it is stored until it is processed. The shapes are those of the WhatsApp port.

const ackLevel = z.enum(['SENT', 'DELIVERED', 'READ', 'FAILED']);

/** Text that PostgreSQL can keep: without NUL, and without halves of surrogate pairs. */
const text = z.string().transform(asStorable);

/** A name without blanks around it; of blanks alone it is none. */
const personName = text.transform((name) => name.trim() || null);

/** As large as the columns take. */
const measure = z
  .int()
  .nonnegative()
  .max(2 ** 31 - 1);

/** What the sender's app says of a file: where it is nonsense, it is not known, and the message comes all the same. */
const mediaDescription = z.object({
  mimeType: text,
  fileName: text.nullable(),
  size: measure.catch(0),
  width: measure.nullable().catch(null),
  height: measure.nullable().catch(null),
  durationMs: measure.nullable().catch(null),
});

/** A message in either direction. */
export const receivedMessage = z.object({
  providerMessageId: z.string().min(1),
  isFromMe: z.boolean(),
  chatId: z.string().min(1),
  contact: z.object({
    phone: z.string().nullable(),
    lid: z.string().nullable(),
    name: personName.nullable(),
  }),
  kind: messageKind,
  content: text,
  sentAtMs: z.number().nonnegative(),
  quotedProviderMessageId: text.nullable(),
  media: mediaDescription.nullable(),
  ack: ackLevel.nullable(),
});
export type ReceivedMessage = z.infer<typeof receivedMessage>;

/** How far an own message has got. */
export const receivedAck = z.object({ providerMessageId: z.string().min(1), level: ackLevel });
export type ReceivedAck = z.infer<typeof receivedAck>;
export type AckLevel = z.infer<typeof ackLevel>;

/** A message that was told before, by whom it may be found. */
export const receivedChange = z.object({
  providerMessageId: z.string().min(1),
  isFromMe: z.boolean(),
  contact: z.object({ phone: z.string().nullable(), lid: z.string().nullable() }),
});
export type ReceivedChange = z.infer<typeof receivedChange>;

/** Its text was corrected, to this one. */
export const receivedEdit = receivedChange.extend({
  content: text,
  /** By the clock of whoever corrected it, where the channel says so. */
  editedAtMs: z.number().positive().nullish().catch(null),
});
export type ReceivedEdit = z.infer<typeof receivedEdit>;

/** The longest emoji are families of four, each with a tone of skin. */
const LONGEST_EMOJI = 64;

/** Somebody reacted to it with an emoji; null: took that back. */
export const receivedReaction = receivedChange.extend({
  emoji: text.pipe(z.string().min(1).max(LONGEST_EMOJI)).nullable(),
  /** We did, on the phone; otherwise the customer. */
  isByUs: z.boolean(),
  /** By the clock of whoever reacted. */
  reactedAtMs: z.number().nonnegative(),
});
export type ReceivedReaction = z.infer<typeof receivedReaction>;

export type ChannelEvent =
  /**
   * `isCaughtUp`: read after an absence, and not told as it came, at `cameAtMs`. `isSealed`: it cannot be read yet; once it
   * can, it is told without this.
   */
  | {
      kind: 'message';
      message: ReceivedMessage;
      isCaughtUp?: boolean;
      isSealed?: boolean;
      cameAtMs?: number | undefined;
    }
  | { kind: 'ack'; ack: ReceivedAck }
  | { kind: 'edit'; edit: ReceivedEdit }
  | { kind: 'revoked'; revoked: ReceivedChange }
  | { kind: 'reaction'; reaction: ReceivedReaction };

/** The key under which a repeat of the event is recognised, unique within the channel. */
export function providerEventIdOf(event: ChannelEvent): string {
  if (event.kind === 'edit') {
    const { providerMessageId, content, editedAtMs } = event.edit;
    // A text may be corrected back to what it was before.
    return ['edit', providerMessageId, ...(editedAtMs ? [editedAtMs] : []), hashOf(content)].join('/');
  }
  if (event.kind === 'reaction') {
    const { providerMessageId, isByUs, reactedAtMs, emoji } = event.reaction;
    const side = isByUs ? 'own' : 'client';
    return ['reaction', side, providerMessageId, reactedAtMs, hashOf(emoji ?? '')].join('/');
  }
  if (event.kind === 'revoked') return `revoked/${event.revoked.providerMessageId}`;
  if (event.kind === 'ack') return ackEventId(event.ack.providerMessageId, event.ack.level);
  const { providerMessageId } = event.message;
  return event.isSealed ? `sealed/${providerMessageId}` : wholeEventId(providerMessageId);
}

/** The event id of a message that could be read. */
export function wholeEventId(providerMessageId: string): string {
  return `message/${providerMessageId}`;
}

function hashOf(said: string): string {
  return createHash('sha256').update(said).digest('hex').slice(0, 32);
}

/**
 * The id of a message's event, and of the message: it stands where it came, in the order of arrival, however long it took
 * until it could be stored or had to be told as unreadable.
 */
export function eventIdAt(event: ChannelEvent, sentAtMs: number, nowMs: number): string {
  const { isCaughtUp, isSealed, cameAtMs } = event.kind === 'message' ? event : {};
  const isFresh = cameAtMs !== undefined && isLive(sentAtMs, cameAtMs);
  // Also where the clock has been set back since: what came before it stands at those moments as well.
  return isFresh
    ? messageIdAt(cameAtMs, Math.max(nowMs, cameAtMs), true)
    : messageIdAt(sentAtMs, nowMs, isCaughtUp === true || isSealed === true);
}

/** The event ids of all acks that a message can get. */
export function ackEventIdsOf(providerMessageId: string): string[] {
  return ackLevel.options.map((level) => ackEventId(providerMessageId, level));
}

function ackEventId(providerMessageId: string, level: AckLevel): string {
  return `ack/${level}/${providerMessageId}`;
}

/** What the event says, in the form in which it is kept. */
export function toldBy(event: ChannelEvent): unknown {
  switch (event.kind) {
    case 'message':
      return event.message;
    case 'ack':
      return event.ack;
    case 'edit':
      return event.edit;
    case 'revoked':
      return event.revoked;
    case 'reaction':
      return event.reaction;
  }
}

/** The kinds of events, as they are kept. All but a message are about one, and wait for it where it is not known yet. */
export const STORED_KIND = {
  message: 'MESSAGE',
  ack: 'ACK',
  edit: 'EDIT',
  revoked: 'REVOKED',
  reaction: 'REACTION',
} as const;
