import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
import { learnIdentities, type MediaStorage, recordLookUp } from '@soul-kg-crm/domain';
import { createJobWorker, type JobWorker, lookUpClient, lookUpQueueName } from '@soul-kg-crm/queue';
import type { PersonProfile, WhatsAppClient } from '@soul-kg-crm/whatsapp';
import type { WorkerContext } from '../context.ts';
import { bestNameOf } from './best-name.ts';
import { ChannelAwayError } from './channel-away.ts';
import type { ChannelRef } from './intake.ts';
import { type LookUpPace, lookUpTurns } from './look-up-turns.ts';

export type LookingClient = Pick<WhatsAppClient, 'lookUp'>;

const PACE: LookUpPace = { now: Date.now, random: Math.random };

/**
 * Asks for the names, pictures and missing numbers of those who wrote, one after the other, while the channel is connected. Their messages
 * have long been stored: whatever goes wrong here costs a picture.
 */
export function openLookUpLane(
  context: WorkerContext,
  channel: ChannelRef,
  clientOf: () => LookingClient | null,
  pace: LookUpPace = PACE,
): JobWorker {
  const { database, storage, log, redis, prefix } = context;
  const { organizationId, channelId } = channel;
  const scope = database.forOrganization(organizationId);
  const turns = context.isUnlimited ? null : lookUpTurns(context, organizationId, pace);
  return createJobWorker(lookUpClient, {
    redis,
    prefix,
    queueName: lookUpQueueName(channelId),
    concurrency: 1,
    startsPaused: true,
    waitsOut: isDatabaseAway,
    handle: async ({ payload: { clientId } }) => {
      const conversation = await scope.db.conversation.findFirst({
        where: { channelId, clientId },
        select: { providerChatId: true },
      });
      // Merged into another client meanwhile.
      if (!conversation) return;
      if (!clientOf()) throw new ChannelAwayError();
      await turns?.take(clientId);
      const client = clientOf();
      if (!client) throw new ChannelAwayError();
      await keep(scope, storage, clientId, await client.lookUp(conversation.providerChatId));
    },
    onError: (err, payload) =>
      log.warn({ channelId, clientId: payload?.clientId, err }, 'client.not_looked_up'),
    onTrouble: (err) => log.warn({ channelId, err }, 'look_up.queue_failed'),
  });
}

async function keep(
  scope: Scope,
  storage: MediaStorage,
  clientId: string,
  { phone, lid, name, picture }: PersonProfile,
): Promise<void> {
  const id = await learnIdentities(scope, clientId, { phone, lid });
  const kept = picture && { file: await storage.put(picture.data), mimeType: picture.mimeType };
  try {
    const unneeded = await recordLookUp(scope, id, { name: bestNameOf(name), picture: kept });
    await Promise.all(unneeded.map((key) => storage.delete(key)));
  } catch (error) {
    if (kept) await storage.delete(kept.file.storageKey);
    throw error;
  }
}
