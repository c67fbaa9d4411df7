import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { recordActivity } from '../activity/record-activity.ts';
import { failWaitingFiles, LOGGED_OUT_BEFORE_FILE } from '../media/fail-waiting-files.ts';
import { failOpenMessages } from '../outbound/fail-open-messages.ts';
import { CHANNEL_DELETED, OUTCOME_UNKNOWN } from '../outbound/record-failure.ts';
import { announce } from '../realtime/announce.ts';
import { LOGOUT_UNCONFIRMED, WAS_LOGGED_OUT } from './log-out-reasons.ts';
import { wasRefused } from './number-in-use.ts';
import { lockSession } from './sessions.ts';

/** What the channel's worker knows of it. */
export interface LogOutOutcome {
  /** WhatsApp was told: somebody was connected to do so. */
  isTold: boolean;
  /** WhatsApp had accepted the login that the worker had, whether it was stored or not. */
  wasAccepted: boolean;
}

/**
 * The channel was logged out as its organisation wanted: what is stored of its login goes, and it waits to be connected
 * anew. Where WhatsApp may still know the login, that is told. Both at once: a worker that dies before leaves everything
 * for the next one to see.
 */
export async function recordLoggedOut(
  scope: Scope,
  channelId: string,
  { isTold, wasAccepted }: LogOutOutcome,
): Promise<void> {
  await scope.transaction(async (tx) => {
    const session = await lockSession(tx, channelId);
    // Told twice, it must not stop what was connected anew after the first time, nor take its login.
    const isStillWanted = session.channel.desiredState === 'LOGGED_OUT';
    const wasStored = isStillWanted && (await deleteArchives(tx, channelId));
    const unconfirmed = isTold || !(wasStored || wasAccepted) ? null : LOGOUT_UNCONFIRMED;
    await tx.db.channel.update({
      where: { id: channelId },
      data: isStillWanted ? { desiredState: 'STOPPED', status: 'DISCONNECTED' } : {},
    });
    await tx.db.whatsAppSession.update({
      where: { id: session.id },
      data: {
        ...(isStillWanted && { status: 'DISCONNECTED', errorCode: 'LOGGED_OUT' }),
        ...(isStillWanted && !wasRefused(session) && { errorMessage: unconfirmed }),
        qrCode: null,
        qrExpiresAt: null,
        pairingCode: null,
        savedAt: null,
        savedBytes: null,
        memoryMb: null,
      },
    });
    await tx.db.sessionTransition.create({
      data: { channelId, status: 'DISCONNECTED', reason: unconfirmed ?? 'LOGGED_OUT' },
    });
    await recordActivity(tx, {
      actorId: null,
      action: 'channel.logged_out',
      targetType: 'channel',
      targetId: channelId,
      details: { ...(unconfirmed && { reason: unconfirmed }) },
    });
    // Started anew, it asks for them again.
    if (isStillWanted) await failWaitingFiles(tx, channelId, LOGGED_OUT_BEFORE_FILE);
    if (session.channel.deletedAt) await endMessages(tx, channelId);
    await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
  });
}

/**
 * Whether a login that was kept at that time was given up since. A copy of it on the disk of a machine that did not run the
 * channel then may still be known to WhatsApp, where nobody could tell it.
 */
export async function wasLoggedOutSince(
  scope: Pick<Scope, 'db'>,
  channelId: string,
  keptAt: Date,
): Promise<boolean> {
  const since = await scope.db.sessionTransition.findFirst({
    where: { channelId, ...WAS_LOGGED_OUT, createdAt: { gt: keptAt } },
    select: { id: true },
  });
  return since !== null;
}

/** True where WhatsApp had not refused one of them yet. */
async function deleteArchives({ db }: ScopedTransaction, channelId: string): Promise<boolean> {
  const good = await db.whatsAppSessionArchive.count({ where: { channelId, rejectedAt: null } });
  await db.whatsAppSessionArchive.deleteMany({ where: { channelId } });
  return good > 0;
}

/** Nobody looks for a deleted number's messages any more. */
async function endMessages(tx: ScopedTransaction, channelId: string): Promise<void> {
  await failOpenMessages(tx, { channelId, statuses: ['PENDING'] }, CHANNEL_DELETED);
  await failOpenMessages(tx, { channelId, statuses: ['SENDING', 'UNCONFIRMED'] }, OUTCOME_UNKNOWN);
}
