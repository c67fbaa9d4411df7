import type { Channel, Scope, ScopedTransaction, WhatsAppSession } from '@soul-kg-crm/database';
import { channelDesiredState } from '@soul-kg-crm/queue/catalogue';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

export type SessionView = WhatsAppSession & { channel: Channel };

export interface ChannelCommand {
  /** The organisation's default number unless told. */
  channelId?: string | undefined;
  actorId: string | null;
}

/** The session of a channel, of the default number unless told. */
export async function sessionOf(scope: Pick<Scope, 'db'>, channelId?: string): Promise<SessionView> {
  const session = await scope.db.whatsAppSession.findFirst({
    where: channelId ? { channelId } : { channel: { isDefault: true } },
    include: { channel: true },
  });
  if (!session) throw new Problem('NOT_FOUND');
  return session;
}

/** Wants the channel to run. One that is on its way or connected stays as it is; one that gave up starts anew. */
export async function connectChannel(scope: Scope, command: ChannelCommand): Promise<SessionView> {
  return scope.transaction(async (tx) => {
    const session = await lockSession(tx, command.channelId);
    const isUp = session.status !== 'DISCONNECTED' && session.status !== 'ERROR';
    if (session.channel.desiredState === 'RUNNING' && isUp) return session;
    await tx.db.channel.update({
      where: { id: session.channelId },
      data: { desiredState: 'RUNNING', status: 'CONNECTING', lastError: null },
    });
    await tx.db.whatsAppSession.update({
      where: { id: session.id },
      data: { status: 'CONNECTING', qrCode: null, qrExpiresAt: null, errorCode: null, errorMessage: null },
    });
    await announceCommand(tx, session, command.actorId, 'channel.connect');
    return sessionOf(tx, session.channelId);
  });
}

/** Wants the channel to stop. The login is kept: connecting again needs no new code. */
export async function disconnectChannel(scope: Scope, command: ChannelCommand): Promise<SessionView> {
  return scope.transaction(async (tx) => {
    const session = await lockSession(tx, command.channelId);
    if (session.channel.desiredState === 'STOPPED' && session.status === 'DISCONNECTED') return session;
    await tx.db.channel.update({
      where: { id: session.channelId },
      data: { desiredState: 'STOPPED', status: 'DISCONNECTED', lastError: null },
    });
    const wasConnected = session.status === 'CONNECTED';
    await tx.db.whatsAppSession.update({
      where: { id: session.id },
      data: {
        status: 'DISCONNECTED',
        qrCode: null,
        qrExpiresAt: null,
        errorCode: null,
        errorMessage: null,
        ...(wasConnected && { lastDisconnectedAt: new Date() }),
      },
    });
    await announceCommand(tx, session, command.actorId, 'channel.disconnect');
    return sessionOf(tx, session.channelId);
  });
}

/** Two commands, or a command and the worker's report, take turns. */
export async function lockSession(tx: ScopedTransaction, channelId?: string): Promise<SessionView> {
  const { channelId: id } = await sessionOf(tx, channelId);
  await tx.lock(`session:${id}`);
  return sessionOf(tx, id);
}

async function announceCommand(
  tx: ScopedTransaction,
  session: SessionView,
  actorId: string | null,
  action: string,
): Promise<void> {
  const { channelId } = session;
  await tx.outbox.control(channelDesiredState.of({ channelId }));
  await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
  await recordActivity(tx, { actorId, action, targetType: 'channel', targetId: channelId });
}
