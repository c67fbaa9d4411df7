import { type Database, isDatabaseAway } from '@soul-kg-crm/database';
import {
  type Claim,
  type ClaimedMessage,
  type ClaimRequest,
  claimMany,
  claimMessage,
  groupedWrites,
  reclaimMessage,
  recordSent,
  recordSentMany,
  type Sent,
  type SentReport,
} from '@soul-kg-crm/domain';
import type { ChannelRef, OwnedChannel } from '../inbound/intake.ts';
import { ownerScope } from '../runtime/owner-scope.ts';

/** Where a worker's lanes note what they take and what has left: all lanes' notes of a moment in one statement. */
export interface SendLedger {
  /** For the channel's owner alone: see `claimMessage`. */
  claim(channel: OwnedChannel, messageId: string): Promise<Claim>;
  /** For the channel's owner alone: see `reclaimMessage`. */
  reclaim(channel: OwnedChannel, messageId: string): Promise<Claim>;
  /** True whoever saw it: see `recordSent`. */
  recordSent(channel: ChannelRef, messageId: string, sent: Sent): Promise<void>;
}

const MOST = 200;

export function createSendLedger(database: Database): SendLedger {
  const claims = groupedWrites<{ request: ClaimRequest; claimed?: ClaimedMessage | undefined }>(
    async (group) => {
      const claimed = await claimMany(
        database.statement,
        group.map(({ request }) => request),
      );
      for (const one of group) one.claimed = claimed.get(one.request.messageId);
    },
    MOST,
  );
  const reports = groupedWrites<{ report: SentReport; isNoted?: boolean }>(async (group) => {
    const noted = await recordSentMany(
      database.statement,
      group.map(({ report }) => report),
    );
    for (const one of group) one.isNoted = noted.has(one.report.messageId);
  }, MOST);

  return {
    claim: async (channel, messageId) => {
      const one: { request: ClaimRequest; claimed?: ClaimedMessage | undefined } = {
        request: { ...channel, messageId },
      };
      await claims.add(one).catch(leaveToItself);
      if (one.claimed) return { kind: 'send', message: one.claimed };
      return claimMessage(ownerScope(database, channel), messageId);
    },
    reclaim: (channel, messageId) => reclaimMessage(ownerScope(database, channel), messageId),
    recordSent: async ({ organizationId }, messageId, sent) => {
      const { providerMessageId, ack } = sent;
      const one: { report: SentReport; isNoted?: boolean } = {
        report: { organizationId, messageId, providerMessageId },
      };
      if (ack === null || ack === 'SENT') await reports.add(one).catch(leaveToItself);
      if (!one.isNoted) await recordSent(database.forOrganization(organizationId), messageId, sent);
    },
  };
}

/** What was wrong with one of a group must not be the others' trouble: each goes on by itself. */
function leaveToItself(error: unknown): void {
  if (isDatabaseAway(error)) throw error;
}
