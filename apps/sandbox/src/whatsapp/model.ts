import * as z from 'zod';

/** `-1` refused, `0` on its way, `1` the server has it, `2` delivered, `3` read: WhatsApp's own numbers. */
export const ack = z.int().min(-1).max(3);

export const storedMedia = z.object({
  directPath: z.string(),
  mimeType: z.string(),
  fileName: z.string().nullable(),
  size: z.int(),
  /** WhatsApp's message type: image, video, audio, ptt, document, sticker. */
  type: z.string(),
  filehash: z.string(),
  mediaKey: z.string(),
  t: z.int().default(0),
  width: z.int().nullable().default(null),
  height: z.int().nullable().default(null),
  durationSeconds: z.number().optional(),
});
export type StoredMedia = z.infer<typeof storedMedia>;

export const quote = z.object({
  id: z.string(),
  participant: z.string(),
  message: z.unknown().optional(),
});

/** A message as the account's phone has it; the record of truth of what was sent, and how often. */
export const storedMessage = z.object({
  /** `true_996…@c.us_3EB0…`, WhatsApp's serialised key. */
  id: z.string(),
  fromMe: z.boolean(),
  /** Own messages: written on the phone itself, or by a linked device. */
  origin: z.enum(['customer', 'phone', 'device']),
  chat: z.string(),
  from: z.string(),
  to: z.string(),
  author: z.string().optional(),
  type: z.string(),
  body: z.string(),
  caption: z.string().default(''),
  t: z.int(),
  ack,
  name: z.string().optional(),
  lid: z.string().optional(),
  phone: z.string().optional(),
  quoted: quote.optional(),
  /** What it says, as long as no device can read it. */
  sealed: z.object({ type: z.string(), body: z.string(), caption: z.string() }).optional(),
  media: storedMedia.optional(),
  /** Of the note of a call. */
  isVideoCall: z.boolean().optional(),
  /** How often the server was given this message: more than once is a double send under the same key. */
  receivedCount: z.int().default(1),
  /** How often a page asked again for it by itself after a cut. */
  repeatCount: z.int().default(0),
  /** A linked device has been given it while it was running. */
  isDelivered: z.boolean().default(false),
  /** The account has read it: the customer's ticks are blue. */
  isSeen: z.boolean().default(false),
  isEdited: z.boolean().default(false),
  /** When it was last corrected, by the clock of whoever did. */
  editedAt: z.int().optional(),
  /** Emoji by the phone of who reacted. */
  reactions: z.record(z.string(), z.string()).default({}),
  /** When each of them was given or taken back. */
  reactedAt: z.record(z.string(), z.int()).default({}),
  sentAt: z.int(),
});
export type StoredMessage = z.infer<typeof storedMessage>;

export const customer = z.object({
  /** +996555123456 */
  phone: z.string(),
  lid: z.string(),
  name: z.string(),
  /** Writes under the privacy id instead of the phone number. */
  usesLid: z.boolean().default(false),
  isBlocked: z.boolean().default(false),
  isOnWhatsApp: z.boolean().default(true),
  /** Path of the person's own picture among the media; null: none, or not for this account. */
  picture: z.string().nullable().default(null),
});
export type Customer = z.infer<typeof customer>;

export const device = z.object({ secret: z.string(), linkedAt: z.int() });

export const account = z.object({
  phone: z.string(),
  lid: z.string(),
  name: z.string(),
  devices: z.array(device).default([]),
  customers: z.array(customer).default([]),
  messages: z.array(storedMessage).default([]),
});
export type Account = z.infer<typeof account>;

/** What changes about a message to which somebody reacts; with an empty text they take that back. */
export const reactedTo = ({ reactions, reactedAt }: StoredMessage, phone: string, emoji: string) => ({
  reactions: { ...reactions, [phone]: emoji },
  reactedAt: { ...reactedAt, [phone]: Date.now() },
});

/** `996555123456@c.us` for `+996555123456`. */
export const chatIdOf = (phone: string) => `${phone.replace(/\D/g, '')}@c.us`;

/** `+996555123456` for `996555123456@c.us`. */
export const phoneOf = (chatId: string) => `+${chatId.split('@')[0]?.split(':')[0] ?? ''}`;
