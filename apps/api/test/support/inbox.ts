import type { Database } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';

export interface Inbox {
  channelId: string;
  clientId: string;
  conversationId: string;
  messageId: string;
  mediaId: string;
  /** A dead letter. */
  inboundEventId: string;
  broadcastId: string;
}

/** One client with one conversation, in which a message failed, one stored file, one dead letter and one paused broadcast. */
export async function fillInbox(database: Database, organizationId: string): Promise<Inbox> {
  const { db } = database.forOrganization(organizationId);
  const { id: channelId } = await db.channel.findFirstOrThrow();
  const ids = {
    ...{ channelId, clientId: newId(), conversationId: newId(), messageId: newId(), mediaId: newId() },
    ...{ inboundEventId: newId(), broadcastId: newId() },
  };
  const { clientId, conversationId, messageId } = ids;
  const phone = '+996555000111';
  await db.client.create({ data: { id: clientId, name: 'Нурлан', phone } });
  await db.clientIdentity.create({ data: { clientId, kind: 'PHONE', value: phone } });
  await db.conversation.create({
    data: { id: conversationId, channelId, clientId, providerChatId: '996555000111@c.us' },
  });
  await db.message.create({
    data: {
      ...{ id: messageId, channelId, conversationId, direction: 'OUTGOING', sender: 'HUMAN' },
      ...{ content: 'Добрый день', status: 'FAILED', errorCode: 'NOT_ON_WHATSAPP' },
    },
  });
  await db.mediaFile.create({
    data: { id: ids.mediaId, kind: 'DOCUMENT', fileName: 'a.pdf', mimeType: 'application/pdf' },
  });
  await db.inboundEvent.create({
    data: {
      ...{
        id: ids.inboundEventId,
        channelId,
        kind: 'MESSAGE',
        providerEventId: `message/${ids.inboundEventId}`,
      },
      ...{ payload: { content: 'Тайна' }, error: 'ZodError', attempts: 1, failedAt: new Date() },
    },
  });
  await db.broadcast.create({
    data: { id: ids.broadcastId, channelId, content: 'Скидки', status: 'PAUSED' },
  });
  await db.broadcastRecipient.create({
    data: { broadcastId: ids.broadcastId, position: 1, phone, clientId },
  });
  return ids;
}
