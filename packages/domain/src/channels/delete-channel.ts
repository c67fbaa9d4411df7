import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { failOpenMessages } from '../outbound/fail-open-messages.ts';
import { CHANNEL_DELETED } from '../outbound/record-failure.ts';
import { lockChannels } from './create-channel.ts';
import { announceDesiredState, type ChannelCommand, lockSessionInUse } from './sessions.ts';
import { wantStopped } from './stop-channel.ts';
import { makeDefault } from './update-channel.ts';

export interface DeleteCommand extends ChannelCommand {
  channelId: string;
  /** Becomes the default number where the default one is deleted. */
  newDefaultChannelId?: string | undefined;
}

/** Takes a number out of use and unlinks it. Its conversations stay readable; what still waited to be sent fails. */
export async function deleteChannel(scope: Scope, command: DeleteCommand): Promise<void> {
  const { channelId, actorId } = command;
  await scope.transaction(async (tx) => {
    await lockChannels(tx);
    const session = await lockSessionInUse(tx, channelId);
    if (session.channel.isDefault) await handOverDefault(tx, command);
    await wantStopped(tx, session, 'LOGGED_OUT');
    await tx.db.channel.update({
      where: { id: channelId },
      data: { deletedAt: new Date(), isDefault: false },
    });
    // What is being sent goes on: the end of the log-out ends it, too.
    await failOpenMessages(tx, { channelId, statuses: ['PENDING'] }, CHANNEL_DELETED);
    await announceDesiredState(tx, channelId, actorId, 'channel.delete');
  });
}

async function handOverDefault(tx: ScopedTransaction, command: DeleteCommand): Promise<void> {
  const { channelId, newDefaultChannelId, actorId } = command;
  const others = await tx.db.channel.findMany({
    where: { type: 'WHATSAPP', deletedAt: null, id: { not: channelId } },
    select: { id: true },
  });
  if (others.length === 0) return;
  if (newDefaultChannelId === undefined) throw new Problem('CHANNEL_IS_DEFAULT');
  if (!others.some(({ id }) => id === newDefaultChannelId)) throw new Problem('NOT_FOUND');
  await makeDefault(tx, newDefaultChannelId, actorId);
}
