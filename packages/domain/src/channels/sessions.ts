import type { Channel, Scope, ScopedTransaction, WhatsAppSession } from '@soul-kg-crm/database';
import { channelDesiredState } from '@soul-kg-crm/queue/catalogue';
import type { ActivityAction } from '@soul-kg-crm/shared/activity';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

export type SessionView = WhatsAppSession & { channel: Channel };

export interface ChannelCommand {
  /** The organisation's default number unless told. */
  channelId?: string | undefined;
  actorId: string | null;
}

/** The session of a channel that is in use, of the default number unless told. */
export async function sessionOf(scope: Pick<Scope, 'db'>, channelId?: string): Promise<SessionView> {
  const session = await scope.db.whatsAppSession.findFirst({
    where: channelId
      ? { channelId, channel: { deletedAt: null } }
      : { channel: { isDefault: true, deletedAt: null } },
    include: { channel: true },
  });
  if (!session) throw new Problem('NOT_FOUND');
  return session;
}

/** Two commands, or a command and the worker's report, take turns. What a worker reports may concern a deleted channel. */
export async function lockSession(tx: ScopedTransaction, channelId: string): Promise<SessionView> {
  await tx.lock(`session:${channelId}`);
  const session = await tx.db.whatsAppSession.findFirst({
    where: { channelId },
    include: { channel: true },
  });
  if (!session) throw new Problem('NOT_FOUND');
  return session;
}

/** Locks what a person's command is about: a channel in use, the default number unless told. */
export async function lockSessionInUse(tx: ScopedTransaction, channelId?: string): Promise<SessionView> {
  const found = await sessionOf(tx, channelId);
  const session = await lockSession(tx, found.channelId);
  if (session.channel.deletedAt) throw new Problem('NOT_FOUND');
  return session;
}

/** Tells dashboards and the activity log of a command. */
export async function announceCommand(
  tx: ScopedTransaction,
  channelId: string,
  actorId: string | null,
  action: ActivityAction,
  details: Record<string, string | null> = {},
): Promise<void> {
  await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
  await recordActivity(tx, { actorId, action, targetType: 'channel', targetId: channelId, details });
}

/** Tells the workers as well that something else is wanted of the channel. */
export async function announceDesiredState(
  tx: ScopedTransaction,
  channelId: string,
  actorId: string | null,
  action: ActivityAction,
): Promise<void> {
  await tx.outbox.control(channelDesiredState.of({ channelId }));
  await announceCommand(tx, channelId, actorId, action);
}
