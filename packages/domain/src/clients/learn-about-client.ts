import type { Client, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { enrichClient } from '@soul-kg-crm/queue/catalogue';
import { announce } from '../realtime/announce.ts';

export interface Learnt {
  /** BCP 47. */
  language: string | null;
  name: string | null;
}

const LATELY = 5;

/** Announces that something may be learnt of a client whose message has just been written. */
export async function announceLearning(
  tx: ScopedTransaction,
  client: Client,
  content: string,
): Promise<void> {
  if (content === '' || (client.language !== null && !isNameless(client))) return;
  await tx.outbox.job(enrichClient.of({ organizationId: tx.organizationId, clientId: client.id }));
}

/** The newest texts that a client wrote, the newest first. */
export async function writtenLately({ db }: Scope, clientId: string): Promise<string[]> {
  const messages = await db.message.findMany({
    where: { conversation: { clientId }, direction: 'INCOMING', content: { not: '' } },
    orderBy: { id: 'desc' },
    take: LATELY,
    select: { content: true },
  });
  return messages.map(({ content }) => content);
}

/** Fills in what is not known of a client yet; what a colleague or WhatsApp told stays. */
export async function learnAboutClient(
  scope: Scope,
  clientId: string,
  { language, name }: Learnt,
): Promise<void> {
  await scope.transaction(async (tx) => {
    const client = await tx.db.client.findUnique({ where: { id: clientId } });
    if (!client) return;
    const data = {
      ...(language !== null && client.language === null && { language }),
      ...(name !== null && isNameless(client) && { name }),
    };
    if (Object.keys(data).length === 0) return;
    // Only what is still as it was read: a colleague may just have typed it.
    const unchanged = { name: client.name, language: client.language, nameIsManual: client.nameIsManual };
    const { count } = await tx.db.client.updateMany({ where: { id: clientId, ...unchanged }, data });
    if (count > 0) await announce(tx, { kind: 'client.updated', clientId });
  });
}

/** Called by a number, for want of a name. */
export function isNameless({ name, phone, nameIsManual }: Client): boolean {
  return !nameIsManual && (name === phone || /^WhatsApp \d{0,4}$/.test(name));
}
