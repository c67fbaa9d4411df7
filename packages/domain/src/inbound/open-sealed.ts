import { type InboundEvent, type Message, Prisma, type ScopedTransaction } from '@soul-kg-crm/database';
import { WRITTEN_BY_PERSON } from '../agents/persons-answer.ts';
import { previewOf } from '../conversations/show-newest.ts';
import { lockMessage } from '../outbound/lock-message.ts';
import { announce } from '../realtime/announce.ts';
import type { ReceivedMessage } from './channel-event.ts';
import { createIncomingMedia } from './create-incoming-media.ts';
import { countAnew } from './follow-own-message.ts';

/** Whether nothing of a message can be read here: its key has not come (yet), or it is for the phone alone. */
export function isSealed({ kind, content }: Pick<Message, 'kind' | 'content'>): boolean {
  return kind === 'UNSUPPORTED' && content === '';
}

/**
 * What could not be read can be by now: the message has its text or file from then on, in its place and under its id. The
 * caller holds the client. Gives the message, or null where somebody else has opened it meanwhile.
 */
export async function openSealed(
  tx: ScopedTransaction,
  known: Pick<Message, 'id'>,
  { channelId }: Pick<InboundEvent, 'channelId'>,
  { received, quotedMessageId }: { received: ReceivedMessage; quotedMessageId: string | null },
): Promise<Message | null> {
  const sealed = await lockMessage(tx, known.id);
  if (!sealed || !isSealed(sealed)) return null;
  const { id, conversationId } = sealed;
  const { kind, content } = received;
  const isNews =
    sealed.status === 'READ' && sealed.direction === 'INCOMING' && !(await isAnswered(tx, sealed));
  const message = await tx.db.message.update({
    where: { id },
    data: {
      ...{
        kind,
        content,
        quotedMessageId,
        mediaId: await createIncomingMedia(tx, { id, channelId }, received),
      },
      // What somebody has seen was that there is something to read on the phone.
      ...(isNews && { status: 'PENDING', readAt: null }),
    },
  });
  const { count } = await tx.db.conversation.updateMany({
    where: { id: conversationId, lastMessageId: id },
    data: {
      ...{ lastMessageKind: kind, lastMessagePreview: previewOf(content) },
      ...(isNews && { lastMessageStatus: 'PENDING' }),
    },
  });
  if (isNews) {
    await tx.db.conversation.update({ where: { id: conversationId }, data: { status: 'OPEN' } });
    await countAnew(tx, conversationId);
  }
  const messages = [{ conversationId, messageId: id, isNewest: count > 0 }];
  await announce(tx, { kind: 'messages.updated', messages });
  return message;
}

/** Somebody wrote behind it, here or on the phone. */
async function isAnswered(
  tx: ScopedTransaction,
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
): Promise<boolean> {
  const rows = await tx.raw(Prisma.sql`
    SELECT id FROM messages
    WHERE organization_id = ${tx.organizationId}::uuid AND conversation_id = ${conversationId}::uuid
      AND id > ${id}::uuid AND ${WRITTEN_BY_PERSON} LIMIT 1`);
  return rows.length > 0;
}
