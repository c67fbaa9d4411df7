import { v7 } from 'uuid';
import * as z from 'zod';

export const organizationId = z.uuid().brand('OrganizationId');
export type OrganizationId = z.infer<typeof organizationId>;
export const userId = z.uuid().brand('UserId');
export type UserId = z.infer<typeof userId>;
export const channelId = z.uuid().brand('ChannelId');
export type ChannelId = z.infer<typeof channelId>;
export const clientId = z.uuid().brand('ClientId');
export type ClientId = z.infer<typeof clientId>;
export const mergeId = z.uuid().brand('MergeId');
export const conversationId = z.uuid().brand('ConversationId');
export type ConversationId = z.infer<typeof conversationId>;
export const messageId = z.uuid().brand('MessageId');
export type MessageId = z.infer<typeof messageId>;
export const mediaId = z.uuid().brand('MediaId');
export type MediaId = z.infer<typeof mediaId>;
export const broadcastId = z.uuid().brand('BroadcastId');
export type BroadcastId = z.infer<typeof broadcastId>;
export const companyId = z.uuid().brand('CompanyId');
export type CompanyId = z.infer<typeof companyId>;
export const workerId = z.uuid().brand('WorkerId');
export type WorkerId = z.infer<typeof workerId>;
export const inboundEventId = z.uuid().brand('InboundEventId');
export type InboundEventId = z.infer<typeof inboundEventId>;

/** A new UUIDv7: sorts by the moment of its making. */
export function newId(): string {
  return v7();
}

/** The moment inside a UUIDv7: thread, list and message agree on the order. */
export function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

const LIVE_WINDOW_MS = 60_000;

/**
 * A UUIDv7 for a message that WhatsApp stamped at `sentAtMs`. A live message is placed at its arrival, because
 * WhatsApp's stamps have whole seconds and would put a quick answer before its question; an older one (read after an
 * absence) is placed at its stamp, so that the thread stays in the order of the conversation. Among those of one second
 * the order of arrival decides.
 */
export function messageIdAt(sentAtMs: number, nowMs: number): string {
  const isLive = Math.abs(nowMs - sentAtMs) < LIVE_WINDOW_MS || sentAtMs > nowMs;
  return isLive ? v7() : v7({ msecs: sentAtMs, seq: nextSequence(nowMs) });
}

const SEQUENCE_END = 2 ** 32;
let sequence = 0;

/** Rises with each call, and with the clock: what another process reads later comes later, too. */
function nextSequence(nowMs: number): number {
  sequence = Math.max((sequence + 1) % SEQUENCE_END, nowMs % SEQUENCE_END);
  return sequence;
}
