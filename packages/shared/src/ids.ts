import { v7 } from 'uuid';
import * as z from 'zod';

export const organizationId = z.uuid().brand('OrganizationId');
export type OrganizationId = z.infer<typeof organizationId>;
export const userId = z.uuid().brand('UserId');
export type UserId = z.infer<typeof userId>;
export const memberId = z.uuid().brand('MemberId');
export type MemberId = z.infer<typeof memberId>;
export const invitationId = z.uuid().brand('InvitationId');
export type InvitationId = z.infer<typeof invitationId>;
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

/** A new UUIDv7: sorts by the moment of its making, and those of one process by the order in which they were made. */
export function newId(): string {
  const random = randomBytes();
  const msecs = risingMs(newest.msecs);
  const isLater = msecs !== newest.msecs;
  const seq = isLater ? new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1 : newest.seq + 1;
  newest = { msecs, seq };
  return v7({ ...newest, random });
}

/** By how much the clock that all machines share is ahead of this one's. */
let clockAheadMs = 0;

/** Ids and moments of arrival are made by the shared clock from now on. */
export function setClockAhead(ms: number): void {
  clockAheadMs = Math.round(ms);
}

/** The moment by the shared clock: for what is compared with a moment that another machine, or PostgreSQL, has noted. */
export function sharedNow(): Date {
  return new Date(Date.now() + clockAheadMs);
}

const LIVE_WINDOW_MS = 60_000;

/**
 * The moment, and never one before the newest, also when the clock is set back. Where that is by more than a minute, it had
 * been wrong: for hours what is made here would stand behind what others make.
 */
export function risingMs(newestMs: number): number {
  const nowMs = sharedNow().getTime();
  return nowMs <= newestMs && newestMs - nowMs <= LIVE_WINDOW_MS ? newestMs : nowMs;
}

/**
 * The same, behind an id that another machine may have made, whose clock is ahead of this one's by up to a minute: an answer
 * stands behind what it answers.
 */
export function newIdAfter(other: string | null): string {
  const id = newId();
  if (other === null || id > other) return id;
  const otherMs = momentOf(other).getTime();
  return otherMs - momentOf(id).getTime() > LIVE_WINDOW_MS ? id : v7({ msecs: otherMs + 1 });
}

/** Begins in the lower half of its 32 bits, so that it never reaches their end within a millisecond. */
let newest = { msecs: 0, seq: 0 };

const RANDOM_BYTES = 16;
const pool = new Uint8Array(256 * RANDOM_BYTES);
let used = pool.length;

/** To ask the system for each id by itself would cost more than the id. */
function randomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/** The moment inside a UUIDv7: thread, list and message agree on the order. */
export function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/**
 * A UUIDv7 for a message that WhatsApp stamped at `sentAtMs`. A live message is placed at its arrival, because
 * WhatsApp's stamps have whole seconds and would put a quick answer before its question; an older one, and whatever is
 * read after an absence (`isCaughtUp`), is placed at its stamp, so that the thread stays in the order of the conversation:
 * a newer one may have come live meanwhile. Among those of one second the order of arrival decides.
 */
export function messageIdAt(sentAtMs: number, nowMs: number, isCaughtUp = false): string {
  const isNow = (isLive(sentAtMs, nowMs) && !isCaughtUp) || sentAtMs > nowMs;
  return isNow ? newId() : v7({ msecs: sentAtMs, ...placeOf(sentAtMs, nowMs) });
}

/** Whether a message that WhatsApp stamped at `sentAtMs` came as it was written. */
export function isLive(sentAtMs: number, cameAtMs: number): boolean {
  return Math.abs(cameAtMs - sentAtMs) < LIVE_WINDOW_MS;
}

const SEQUENCE_END = 2 ** 32;
/** The first of the random bytes that stands in the id whole. */
const BEHIND_SEQUENCE = 11;
let newestReadMs = 0;

/**
 * Rises with each call, and with the clock: what another process reads later comes later, too. Counted from the last moment
 * before the stamp at which the 32 bits began anew, every 49.7 days; what is read after their end has its place in the bits
 * behind them.
 */
function placeOf(sentAtMs: number, nowMs: number): { seq: number; random: Uint8Array } {
  newestReadMs = Math.max(newestReadMs + 1, nowMs);
  const place = newestReadMs - Math.floor(sentAtMs / SEQUENCE_END) * SEQUENCE_END;
  const random = randomBytes();
  const last = SEQUENCE_END - 1;
  if (place < last) return { seq: place, random };
  // Two bits of the byte before are in the id as well.
  random[BEHIND_SEQUENCE - 1] = 0;
  new DataView(random.buffer, random.byteOffset).setUint32(BEHIND_SEQUENCE, place - last);
  return { seq: last, random };
}
