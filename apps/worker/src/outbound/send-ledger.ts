import { type Database, isDatabaseAway } from '@soul-kg-crm/database';
import {
  type Claim,
  type ClaimedMessage,
  type ClaimRequest,
  claimMessage,
  groupedWrites,
  noteSends,
  reclaimMessage,
  recordSent,
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
/** Beside a statement that is under way another one pays from so many notes on: most of its cost is its own. */
const LEAST = 16;

/** One line of a group: what is wanted or told, and what came of it. */
interface Note {
  claim?: ClaimRequest;
  claimed?: ClaimedMessage | undefined;
  report?: SentReport;
  isNoted?: boolean;
}

export function createSendLedger(database: Database): SendLedger {
  // What one lane takes and what another has sent go together: half as many statements, each with twice as much in it.
  const notes = groupedWrites<Note>(
    async (group) => {
      const claims = group.flatMap(({ claim }) => claim ?? []);
      const reports = group.flatMap(({ report }) => report ?? []);
      const { claimed, sent } = await noteSends(database.statement, { claims, reports });
      for (const note of group) {
        if (note.claim) note.claimed = claimed.get(note.claim.messageId);
        if (note.report) note.isNoted = sent.has(note.report.messageId);
      }
    },
    { most: MOST, atOnce: 2, least: LEAST },
  );

  return {
    claim: async (channel, messageId) => {
      const note: Note = { claim: { ...channel, messageId } };
      await notes.add(note).catch(leaveToItself);
      if (note.claimed) return { kind: 'send', message: note.claimed };
      return claimMessage(ownerScope(database, channel), messageId);
    },
    reclaim: (channel, messageId) => reclaimMessage(ownerScope(database, channel), messageId),
    recordSent: async ({ organizationId }, messageId, sent) => {
      const { providerMessageId, ack } = sent;
      const note: Note = { report: { organizationId, messageId, providerMessageId } };
      if (ack === null || ack === 'SENT') await notes.add(note).catch(leaveToItself);
      if (!note.isNoted) await recordSent(database.forOrganization(organizationId), messageId, sent);
    },
  };
}

/** What was wrong with one of a group must not be the others' trouble: each goes on by itself. */
function leaveToItself(error: unknown): void {
  if (isDatabaseAway(error)) throw error;
}
