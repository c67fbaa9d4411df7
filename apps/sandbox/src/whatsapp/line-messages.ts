import * as z from 'zod';
import { quote, storedMedia } from './model.ts';

const outgoing = z.object({
  id: z.string(),
  to: z.string(),
  type: z.string(),
  body: z.string(),
  caption: z.string().default(''),
  t: z.int(),
  quoted: quote.optional(),
  media: storedMedia.optional(),
});
export type OutgoingMessage = z.infer<typeof outgoing>;

const ticket = z.int();

/** What the page says over its line. Those with a ticket are questions and get an answer. */
export const lineMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    version: z.string(),
    secret: z.string().nullable(),
    seen: z.boolean(),
    /** Public keys of the device, as they stand in its QR code: noise, identity, adv, platform. */
    keys: z.array(z.string()).default([]),
  }),
  z.object({ kind: z.literal('refreshCode') }),
  z.object({ kind: z.literal('received'), id: z.string() }),
  z.object({ kind: z.literal('seen'), chat: z.string() }),
  z.object({ kind: z.literal('typing'), to: z.string(), state: z.string() }),
  z.object({ kind: z.literal('takeover') }),
  z.object({ kind: z.literal('dialog'), isOpen: z.boolean() }),
  z.object({ kind: z.literal('pairingCode'), ticket, phone: z.string() }),
  z.object({ kind: z.literal('unlink'), ticket }),
  z.object({ kind: z.literal('newChatLimits'), ticket }),
  z.object({
    kind: z.literal('send'),
    ticket,
    message: outgoing,
    /** Asked again by the page itself after a cut: WhatsApp knows such a repeat, and it is nobody's double send. */
    isRepeat: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('edit'), ticket, id: z.string(), body: z.string() }),
  z.object({ kind: z.literal('revoke'), ticket, id: z.string() }),
  z.object({ kind: z.literal('reaction'), ticket, id: z.string(), emoji: z.string() }),
  z.object({ kind: z.literal('exists'), ticket, id: z.string() }),
  z.object({ kind: z.literal('picture'), ticket, id: z.string() }),
  z.object({ kind: z.literal('messagesById'), ticket, ids: z.array(z.string()) }),
  z.object({
    kind: z.literal('earlier'),
    ticket,
    chat: z.string(),
    before: z.number(),
    known: z.array(z.string()),
  }),
]);
export type LineMessage = z.infer<typeof lineMessage>;
