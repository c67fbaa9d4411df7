import type { Client, ScopedTransaction } from '@soul-kg-crm/database';
import { lookUpClient } from '@soul-kg-crm/queue/catalogue';

const WEEK_MS = 7 * 86_400_000;

/**
 * Has the channel asked for name, picture and, where only WhatsApp's server can tell it, number of somebody who wrote, or
 * was written to on the phone by a privacy id, once a week. That it is to be asked is noted here and not when it was: whoever
 * writes twenty messages meanwhile is asked for once, and a fault costs a week, no message.
 */
export async function askLookUp(
  tx: ScopedTransaction,
  client: Pick<Client, 'id' | 'lookedUpAt'>,
  channelId: string,
): Promise<void> {
  const { id: clientId, lookedUpAt } = client;
  if (lookedUpAt && Date.now() - lookedUpAt.getTime() < WEEK_MS) return;
  await tx.db.client.update({ where: { id: clientId }, data: { lookedUpAt: new Date() } });
  await tx.outbox.job(lookUpClient.of({ organizationId: tx.organizationId, channelId, clientId }));
}
