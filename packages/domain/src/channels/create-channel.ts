import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { announceCommand } from './sessions.ts';

/** Numbers in use of one organisation at the most. */
export const MAX_CHANNELS = 20;

export interface NewChannel {
  name: string;
  /** The organisation's first company unless told. */
  companyId?: string | undefined;
  actorId: string | null;
}

/** A further WhatsApp number, which waits to be connected; gives the channel's id. The only number is the default one. */
export async function createChannel(scope: Scope, input: NewChannel): Promise<string> {
  return scope.transaction(async (tx) => {
    await lockChannels(tx);
    const inUse = { type: 'WHATSAPP', deletedAt: null } as const;
    const count = await tx.db.channel.count({ where: inUse });
    if (count >= MAX_CHANNELS) throw new Problem('TOO_MANY_CHANNELS', { limit: MAX_CHANNELS });
    const isDefault = (await tx.db.channel.count({ where: { ...inUse, isDefault: true } })) === 0;
    const companyId = await companyOf(tx, input.companyId);
    const channelId = newId();
    await tx.db.channel.create({
      data: { id: channelId, companyId, type: 'WHATSAPP', name: input.name, isDefault },
    });
    await tx.db.whatsAppSession.create({ data: { channelId } });
    await announceCommand(tx, channelId, input.actorId, 'channel.create');
    return channelId;
  });
}

/** Changes of how many there are, and of which is the default one, take turns. */
export async function lockChannels(tx: ScopedTransaction): Promise<void> {
  await tx.lock('channels');
}

async function companyOf(tx: ScopedTransaction, companyId: string | undefined): Promise<string> {
  const company = await tx.db.company.findFirst({
    where: companyId ? { id: companyId } : {},
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  if (!company) throw new Problem('NOT_FOUND');
  return company.id;
}
