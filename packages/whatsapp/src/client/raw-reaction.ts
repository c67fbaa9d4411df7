import * as z from 'zod';
import { rawMessage } from './raw-message.ts';

const key = rawMessage.shape.id;

/** A reaction as whatsapp-web.js tells it (structures/Reaction.js). */
export const rawReaction = z.object({
  /** Of the reaction itself: by whom it is. */
  id: key.pick({ fromMe: true }),
  /** Of the message that it is about. */
  msgId: key,
  /** Empty: what was there is taken back. */
  reaction: z.string().nullish(),
  /** Seconds, with their fraction. */
  timestamp: z.number(),
});

export type RawReaction = z.infer<typeof rawReaction>;
