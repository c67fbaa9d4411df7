import * as z from 'zod';
import { messageKey, wid } from './raw-message.ts';

/** A reaction as whatsapp-web.js tells it (structures/Reaction.js). */
export const rawReaction = z.object({
  /** Of the reaction itself: by whom it is. */
  id: z.object({ fromMe: z.boolean() }),
  /** Of the message that it is about. */
  msgId: messageKey,
  /** Empty: what was there is taken back. */
  reaction: z.string().nullish(),
  /** Seconds, with their fraction. */
  timestamp: z.number(),
});

export type RawReaction = z.infer<typeof rawReaction>;

/** A reaction as the page keeps it at its message. */
export const keptReaction = z.object({
  msgId: messageKey,
  senderUserJid: wid,
  reactionText: z.string().min(1),
  /** Milliseconds. */
  timestamp: z.number(),
});
