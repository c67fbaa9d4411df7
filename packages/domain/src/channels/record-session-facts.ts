import type { Scope } from '@soul-kg-crm/database';
import { announce } from '../realtime/announce.ts';

/** What is measured of a session while it runs. */
export interface SessionFacts {
  /** Messages that the phone has of the time we answer for, and how many of them are not stored. */
  completeness?: { phoneMessages: number; missingMessages: number };
  /** Of the browser and its share of the worker. */
  memoryMb?: number;
  /** What WhatsApp allows the number towards people who have not written first. */
  newChats?: { blockedUntil: Date | null; quota: number | null; used: number | null };
  /** The login's newest copy. */
  saved?: { at: Date; bytes: number };
}

/** Writes what was measured, for the dashboards. */
export async function recordSessionFacts(
  scope: Scope,
  channelId: string,
  facts: SessionFacts,
): Promise<void> {
  const { completeness, memoryMb, newChats, saved } = facts;
  await scope.transaction(async (tx) => {
    await tx.db.whatsAppSession.updateMany({
      where: { channelId },
      data: {
        ...(completeness && { ...completeness, countedAt: new Date() }),
        ...(memoryMb !== undefined && { memoryMb }),
        ...(newChats && {
          newChatsBlockedUntil: newChats.blockedUntil,
          newChatsQuota: newChats.quota,
          newChatsUsed: newChats.used,
        }),
        ...(saved && { savedAt: saved.at, savedBytes: saved.bytes }),
      },
    });
    await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
  });
}
