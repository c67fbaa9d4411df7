import * as z from 'zod';
import { broadcastId, channelId, clientId, conversationId, messageId, organizationId } from './ids.ts';

// What a dashboard is told over the socket: ids only, it fetches the rest by key.

export const realtimeEvent = z.discriminatedUnion('kind', [
  /** New messages, in either direction; their conversations have changed with them. */
  z.object({
    kind: z.literal('messages.created'),
    messages: z.array(z.object({ conversationId, messageId })).min(1),
  }),
  /** `isNewest`: the conversation shows it, and has changed with it. */
  z.object({
    kind: z.literal('messages.updated'),
    messages: z.array(z.object({ conversationId, messageId, isNewest: z.boolean() })).min(1),
  }),
  z.object({ kind: z.literal('conversation.updated'), conversationId }),
  /** An agent wants a person to go on; said besides `conversation.updated`, so that somebody can be called. */
  z.object({ kind: z.literal('conversation.handed_over'), conversationId }),
  z.object({ kind: z.literal('client.updated'), clientId }),
  /** Its status, or how far it has got; not told for each of its messages. */
  z.object({ kind: z.literal('broadcast.updated'), broadcastId }),
  z.object({ kind: z.literal('session.updated'), organizationId, channelId }),
  z.object({ kind: z.literal('settings.updated'), organizationId }),
  /** Who belongs to the organisation and as what, or who is invited to it. */
  z.object({ kind: z.literal('members.updated'), organizationId }),
  z.object({ kind: z.literal('queues.updated'), organizationId }),
]);
export type RealtimeEvent = z.infer<typeof realtimeEvent>;
export type RealtimeKind = RealtimeEvent['kind'];

/** An event with its place in the organisation's order: a decimal number as text, growing, with gaps. */
export const realtimeEnvelope = z.object({ cursor: z.string().regex(/^\d+$/), event: realtimeEvent });
export type RealtimeEnvelope = z.infer<typeof realtimeEnvelope>;

/** Said by the dashboard after each (re)connection: everything after `cursor` is sent again, or null at the first time. */
export const realtimeHello = z.object({ cursor: z.string().regex(/^\d+$/).nullable() });

/**
 * The answer to hello. `events` are what was missed; `isComplete: false` means that more was missed than is kept, and
 * everything on the screen is to be fetched anew. `cursor` is where the live events go on from.
 */
export const realtimeWelcome = z.object({
  cursor: z.string().regex(/^\d+$/),
  events: z.array(realtimeEnvelope),
  isComplete: z.boolean(),
});
export type RealtimeWelcome = z.infer<typeof realtimeWelcome>;

/** Path of the socket.io endpoint. */
export const REALTIME_PATH = '/api/realtime';
/** socket.io event names. */
export const REALTIME_HELLO = 'hello';
export const REALTIME_EVENT = 'event';
