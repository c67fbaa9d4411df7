import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { recordActivity } from '../activity/record-activity.ts';
import { failWaitingFiles, LOGGED_OUT_BEFORE_FILE } from '../media/fail-waiting-files.ts';
import { failOpenMessages } from '../outbound/fail-open-messages.ts';
import { CHANNEL_DELETED, OUTCOME_UNKNOWN } from '../outbound/record-failure.ts';
import { announce } from '../realtime/announce.ts';
import { wasRefused } from './number-in-use.ts';
import { lockSession } from './sessions.ts';

/** Nobody was connected to tell WhatsApp: the phone goes on listing the device until somebody removes it there. */
const LOGOUT_UNCONFIRMED = 'LOGOUT_UNCONFIRMED';

/**
 * The channel was logged out as its organisation wanted: its login is forgotten, and it waits to be connected anew. Where
 * WhatsApp did not confirm it, that is told.
 */
export async function recordLoggedOut(
  scope: Scope,
  channelId: string,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<void> {
  const unconfirmed = isConfirmed ? null : LOGOUT_UNCONFIRMED;
  await scope.transaction(async (tx) => {
    const session = await lockSession(tx, channelId);
    // Told twice, it must not stop what was connected anew after the first time.
    const isStillWanted = session.channel.desiredState === 'LOGGED_OUT';
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

/** Nobody looks for a deleted number's messages any more. */
async function endMessages(tx: ScopedTransaction, channelId: string): Promise<void> {
  await failOpenMessages(tx, { channelId, statuses: ['PENDING'] }, CHANNEL_DELETED);
  await failOpenMessages(tx, { channelId, statuses: ['SENDING', 'UNCONFIRMED'] }, OUTCOME_UNKNOWN);
}
