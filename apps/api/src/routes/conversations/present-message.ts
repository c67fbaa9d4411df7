import type { ThreadEntry } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { messageFailureSentence } from '../failure-sentences.ts';
import { presentMedia } from '../media/present-media.ts';

/** A message as the contract shows it. */
export function presentMessage(message: ThreadEntry, language: Language) {
  const { id, conversationId, clientMessageId, direction, sender, senderId, senderName } = message;
  const { kind, content, status, errorCode, errorMessage } = message;
  return {
    ...{
      id,
      conversationId,
      clientMessageId,
      direction,
      sender,
      senderId,
      senderName,
      kind,
      content,
      status,
    },
    quoted: presentQuoted(message.quotedMessage),
    media: message.media && presentMedia(message.media, language),
    createdAt: message.createdAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
    readAt: message.readAt?.toISOString() ?? null,
    editedAt: message.editedAt?.toISOString() ?? null,
    revokedAt: message.revokedAt?.toISOString() ?? null,
    clientReaction: message.clientReaction,
    ownReaction: message.ownReaction,
    error: errorCode
      ? { code: errorCode, message: messageFailureSentence(errorCode, errorMessage, language) }
      : null,
  };
}

function presentQuoted(quoted: ThreadEntry['quotedMessage']) {
  if (!quoted) return null;
  const { id, direction, kind, content } = quoted;
  return { id, direction, kind, content };
}
