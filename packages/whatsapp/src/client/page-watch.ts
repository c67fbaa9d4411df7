import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { refusalOf } from './session-end.ts';

export const pageSnapshot = z.object({
  /** WhatsApp's own word for the connection: UNPAIRED, OPENING, CONNECTED …; null while the page is loading. */
  state: z.string().nullable(),
  hasSynced: z.boolean(),
  isInjected: z.boolean(),
  /** Something of the page's own stands in front of it. */
  hasDialog: z.boolean(),
  /** WhatsApp wants a passkey for the link. */
  isPasskeyAsked: z.boolean(),
});
export type PageSnapshot = z.infer<typeof pageSnapshot>;

/** Whether the page waits for somebody to scan its code. */
export function isUnpaired({ state }: Pick<PageSnapshot, 'state'>): boolean {
  return state === 'UNPAIRED' || state === 'UNPAIRED_IDLE';
}

export interface PageWatchLimits {
  intervalMs: number;
  /** Logged in and synchronised, but the library did not notice: tell it after so long. */
  announceAfterMs: number;
  /** Reload the page after so long of the same. */
  reloadAfterMs: number;
  /** Give up after so long of the same. */
  readyTimeoutMs: number;
  /** A code that nobody scans is renewed for so long. */
  codeTimeoutMs: number;
  /** Linked, but what the phone has does not come: give up after so long. A large account takes minutes. */
  unsyncedTimeoutMs: number;
  /** Without network before it was ever ready: give up after so long. */
  offlineTimeoutMs: number;
  /** A dialog that stays is clicked so often, and then left. */
  dialogAttempts: number;
}

export const PAGE_WATCH_LIMITS: PageWatchLimits = {
  intervalMs: 1000,
  announceAfterMs: 2000,
  reloadAfterMs: 20_000,
  readyTimeoutMs: 45_000,
  codeTimeoutMs: 5 * 60_000,
  unsyncedTimeoutMs: 10 * 60_000,
  offlineTimeoutMs: 3 * 60_000,
  dialogAttempts: 5,
};

export type WatchAction =
  | 'announceSynced'
  | 'refreshCode'
  | 'closeDialog'
  | 'reload'
  | 'neverReady'
  | 'networkAway'
  | 'refused'
  | 'codeNotScanned'
  | 'passkeyRequired';

/** What the watch has seen since the page was last ready. */
export interface WatchMemory {
  codeSinceMs: number | null;
  syncedSinceMs: number | null;
  /** The page is still loading, or does not answer. */
  silentSinceMs: number | null;
  /** Neither a code nor synchronised. */
  unsyncedSinceMs: number | null;
  offlineSinceMs: number | null;
  /** Of the dialog that stands there now. */
  dialogAttempts: number;
  hasAnnounced: boolean;
  hasReloaded: boolean;
}

export const FRESH_MEMORY: WatchMemory = {
  codeSinceMs: null,
  syncedSinceMs: null,
  silentSinceMs: null,
  unsyncedSinceMs: null,
  offlineSinceMs: null,
  dialogAttempts: 0,
  hasAnnounced: false,
  hasReloaded: false,
};

/**
 * What a page that is not ready needs. whatsapp-web.js 1.34.7 misses a `hasSynced` that comes early, and on an expired
 * code (UNPAIRED_IDLE) calls a page function outside the page; both leave it waiting for ever. Of a number that WhatsApp
 * refuses it tells only once the page has synchronised, which such a page never does.
 */
export function nextWatchStep(
  memory: WatchMemory,
  page: PageSnapshot | null,
  nowMs: number,
  limits: PageWatchLimits,
): { memory: WatchMemory; action: WatchAction | null } {
  if (!page?.state) {
    const silentSinceMs = memory.silentSinceMs ?? nowMs;
    const isTooLong = nowMs - silentSinceMs >= limits.readyTimeoutMs;
    return { memory: { ...memory, silentSinceMs }, action: isTooLong ? 'neverReady' : null };
  }
  const dialogAttempts = page.hasDialog ? memory.dialogAttempts + 1 : 0;
  const heard = { ...memory, silentSinceMs: null, dialogAttempts };
  if (page.isPasskeyAsked && page.state !== 'CONNECTED') return { memory: heard, action: 'passkeyRequired' };
  if (refusalOf(page.state)) return { memory: heard, action: 'refused' };
  // One that does not go must not keep the clocks from running.
  if (page.hasDialog && dialogAttempts <= limits.dialogAttempts)
    return { memory: heard, action: 'closeDialog' };
  if (isUnpaired(page)) return unpaired(heard, page, nowMs, limits);
  const isSynced = page.state === 'CONNECTED' && page.hasSynced;
  // Once synchronised, the clock runs through a reload or a loss of the network: only a code starts it anew.
  if (!isSynced && heard.syncedSinceMs === null) return unsynced(heard, page, nowMs, limits);
  return synced(heard, isSynced, nowMs, limits);
}

function unpaired(memory: WatchMemory, page: PageSnapshot, nowMs: number, limits: PageWatchLimits) {
  const codeSinceMs = memory.codeSinceMs ?? nowMs;
  const next = { ...FRESH_MEMORY, codeSinceMs, dialogAttempts: memory.dialogAttempts };
  if (nowMs - codeSinceMs >= limits.codeTimeoutMs) return { memory: next, action: 'codeNotScanned' as const };
  return { memory: next, action: page.state === 'UNPAIRED_IDLE' ? ('refreshCode' as const) : null };
}

function unsynced(memory: WatchMemory, page: PageSnapshot, nowMs: number, limits: PageWatchLimits) {
  const unsyncedSinceMs = memory.unsyncedSinceMs ?? nowMs;
  const offlineSinceMs = page.state === 'CONNECTED' ? null : (memory.offlineSinceMs ?? nowMs);
  const next = { ...memory, unsyncedSinceMs, offlineSinceMs };
  const isTooLong = nowMs - unsyncedSinceMs >= limits.unsyncedTimeoutMs;
  if (isTooLong) return { memory: next, action: 'neverReady' as const };
  const isAway = offlineSinceMs !== null && nowMs - offlineSinceMs >= limits.offlineTimeoutMs;
  return { memory: next, action: isAway ? ('networkAway' as const) : null };
}

function synced(memory: WatchMemory, isSynced: boolean, nowMs: number, limits: PageWatchLimits) {
  const syncedSinceMs = memory.syncedSinceMs ?? nowMs;
  const next = { ...memory, syncedSinceMs };
  const waitedMs = nowMs - syncedSinceMs;
  if (waitedMs >= limits.readyTimeoutMs) return { memory: next, action: 'neverReady' as const };
  if (waitedMs >= limits.reloadAfterMs && !memory.hasReloaded) {
    return { memory: { ...next, hasReloaded: true, hasAnnounced: false }, action: 'reload' as const };
  }
  const announceAtMs = memory.hasReloaded
    ? limits.reloadAfterMs + limits.announceAfterMs
    : limits.announceAfterMs;
  if (isSynced && waitedMs >= announceAtMs && !memory.hasAnnounced) {
    return { memory: { ...next, hasAnnounced: true }, action: 'announceSynced' as const };
  }
  return { memory: next, action: null };
}

export interface WatchedPage {
  /** True while there is nothing to watch for. */
  isReady(): boolean;
  snapshot(): Promise<PageSnapshot | null>;
  /** Does it for a page that was seen like this. */
  act(action: WatchAction, page: PageSnapshot | null): Promise<void>;
  /** The page has shown a code, and no longer does. */
  scanned(): void;
}

/** Looks after the page until the signal: whenever it is not ready, it gets what it needs. */
export async function watchPage(
  page: WatchedPage,
  limits: PageWatchLimits,
  signal: AbortSignal,
): Promise<void> {
  let memory = FRESH_MEMORY;
  let showsCode = false;
  while (!signal.aborted) {
    await sleep(limits.intervalMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    if (page.isReady()) {
      memory = FRESH_MEMORY;
      continue;
    }
    const snapshot = await page.snapshot();
    if (signal.aborted || page.isReady()) continue;
    if (snapshot?.state) {
      if (showsCode && !isUnpaired(snapshot)) page.scanned();
      showsCode = isUnpaired(snapshot);
    }
    const step = nextWatchStep(memory, snapshot, performance.now(), limits);
    memory = step.memory;
    if (step.action) await page.act(step.action, snapshot);
  }
}
