import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { lockChannels } from './create-channel.ts';
import { announceCommand, type ChannelCommand, lockSessionInUse } from './sessions.ts';

export interface ChannelChange extends ChannelCommand {
  channelId: string;
  name?: string | undefined;
  /** Only true: another number has to become the default one instead. */
  isDefault?: true | undefined;
}

/** Renames a number, or makes it the default one. */
export async function updateChannel(scope: Scope, change: ChannelChange): Promise<void> {
  const { channelId, actorId, name } = change;
  await scope.transaction(async (tx) => {
    await lockChannels(tx);
    const { channel } = await lockSessionInUse(tx, channelId);
    if (name !== undefined && name !== channel.name) {
      await tx.db.channel.update({ where: { id: channelId }, data: { name } });
      await announceCommand(tx, channelId, actorId, 'channel.rename', { from: channel.name, to: name });
    }
    if (change.isDefault && !channel.isDefault) await makeDefault(tx, channelId, actorId);
  });
}

/** What is addressed by the organisation alone goes to this number from now on. */
export async function makeDefault(
  tx: ScopedTransaction,
  channelId: string,
  actorId: string | null,
): Promise<void> {
  await tx.db.channel.updateMany({
    where: { type: 'WHATSAPP', isDefault: true },
    data: { isDefault: false },
  });
  await tx.db.channel.update({ where: { id: channelId }, data: { isDefault: true } });
  await announceCommand(tx, channelId, actorId, 'channel.make_default');
}
