import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import {
  announceDesiredState,
  type ChannelCommand,
  lockSessionInUse,
  type SessionView,
  sessionOf,
} from './sessions.ts';

/** Wants the channel to stop. The login is kept: connecting again needs no new code. */
export async function disconnectChannel(scope: Scope, command: ChannelCommand): Promise<SessionView> {
  return scope.transaction(async (tx) => {
    const session = await lockSessionInUse(tx, command.channelId);
    const { channelId, channel } = session;
    // A log-out under way stops the channel by itself, and must not be forgotten half-way.
    if (channel.desiredState === 'LOGGED_OUT') return session;
    if (channel.desiredState === 'STOPPED' && session.status === 'DISCONNECTED') return session;
    await wantStopped(tx, session, 'STOPPED');
    await announceDesiredState(tx, channelId, command.actorId, 'channel.disconnect');
    return sessionOf(tx, channelId);
  });
}

/** Wants the number unlinked at WhatsApp and its login forgotten; connecting again needs a new code. */
export async function logOutChannel(scope: Scope, command: ChannelCommand): Promise<SessionView> {
  return scope.transaction(async (tx) => {
    const session = await lockSessionInUse(tx, command.channelId);
    const { channelId, channel } = session;
    if (channel.desiredState === 'LOGGED_OUT') return session;
    await wantStopped(tx, session, 'LOGGED_OUT');
    await announceDesiredState(tx, channelId, command.actorId, 'channel.log_out');
    return sessionOf(tx, channelId);
  });
}

/** Shows the channel as stopped at once; the workers make it so. */
export async function wantStopped(
  tx: ScopedTransaction,
  session: SessionView,
  desiredState: 'STOPPED' | 'LOGGED_OUT',
): Promise<void> {
  await tx.db.channel.update({
    where: { id: session.channelId },
    data: { desiredState, status: 'DISCONNECTED', lastError: null },
  });
  const wasConnected = session.status === 'CONNECTED';
  await tx.db.whatsAppSession.update({
    where: { id: session.id },
    data: {
      status: 'DISCONNECTED',
      ...{ qrCode: null, qrExpiresAt: null, pairingCode: null, pairingPhone: null },
      ...{ errorCode: null, errorMessage: null },
      ...(wasConnected && { lastDisconnectedAt: new Date() }),
    },
  });
}
