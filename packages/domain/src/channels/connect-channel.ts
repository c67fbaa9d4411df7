import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { requirePhone } from '../clients/require-phone.ts';
import { channelWithNumber } from './number-in-use.ts';
import {
  announceDesiredState,
  type ChannelCommand,
  lockSessionInUse,
  type SessionView,
  sessionOf,
} from './sessions.ts';

export interface ConnectCommand extends ChannelCommand {
  /** Link by a code typed on this phone; by a code that is scanned where it is missing. */
  pairingPhone?: string | undefined;
}

/**
 * Wants the channel to run. One that is on its way or connected stays as it is, except that another way of linking is
 * taken up at once; one that gave up starts anew. CHANNEL_LOGGING_OUT until a log-out is done;
 * NUMBER_CONNECTED for a code to be typed on a phone that another channel is linked to.
 */
export async function connectChannel(scope: Scope, command: ConnectCommand): Promise<SessionView> {
  const pairingPhone = command.pairingPhone === undefined ? null : requirePhone(command.pairingPhone);
  return scope.transaction(async (tx) => {
    const session = await lockSessionInUse(tx, command.channelId);
    const { channelId, channel, status } = session;
    // Wanted before a worker has looked, the log-out would be forgotten, and the old login would connect again.
    if (channel.desiredState === 'LOGGED_OUT') throw new Problem('CHANNEL_LOGGING_OUT');
    const isUp = channel.desiredState === 'RUNNING' && status !== 'DISCONNECTED' && status !== 'ERROR';
    if (isUp && (status === 'CONNECTED' || session.pairingPhone === pairingPhone)) return session;
    if (pairingPhone) await requireUnlinked(tx, session, pairingPhone);
    await (isUp ? switchLinking(tx, session, pairingPhone) : start(tx, session, pairingPhone));
    await announceDesiredState(tx, channelId, command.actorId, 'channel.connect');
    return sessionOf(tx, channelId);
  });
}

/** A code to be typed unlinks, as soon as it is asked for, the device that the number has already (OpenWA#1659). */
async function requireUnlinked(tx: ScopedTransaction, session: SessionView, pairingPhone: string) {
  const other = await channelWithNumber(tx, session, pairingPhone);
  if (other) throw new Problem('NUMBER_CONNECTED', { name: other.name });
}

async function start(tx: ScopedTransaction, session: SessionView, pairingPhone: string | null) {
  await tx.db.channel.update({
    where: { id: session.channelId },
    data: { desiredState: 'RUNNING', status: 'CONNECTING', lastError: null },
  });
  await tx.db.whatsAppSession.update({
    where: { id: session.id },
    data: {
      status: 'CONNECTING',
      ...{ qrCode: null, qrExpiresAt: null, pairingCode: null, pairingPhone },
      ...{ errorCode: null, errorMessage: null },
    },
  });
}

async function switchLinking(tx: ScopedTransaction, session: SessionView, pairingPhone: string | null) {
  await tx.db.whatsAppSession.update({
    where: { id: session.id },
    data: { pairingPhone, pairingCode: null },
  });
}
