import type { Account, StoredMessage } from '../whatsapp/model.ts';

/** What callers of the control API see of a message. */
export function presentMessage(account: Account, message: StoredMessage) {
  const {
    id,
    fromMe,
    origin,
    chat,
    author,
    type,
    body,
    caption,
    t,
    ack,
    receivedCount,
    repeatCount,
    media,
    sentAt,
  } = message;
  const { quoted, isDelivered, isSeen, isEdited, reactions } = message;
  return {
    id,
    fromMe,
    origin,
    chat,
    author: author ?? null,
    type,
    body,
    caption,
    t,
    ack,
    receivedCount,
    repeatCount,
    isDelivered,
    isSeen,
    isEdited,
    reactions,
    media,
    isVideoCall: message.isVideoCall ?? false,
    quoted,
    quotedId: quoted ? serializedQuote(account, chat, quoted.id) : null,
    sentAt,
  };
}
export type PresentedMessage = ReturnType<typeof presentMessage>;

/** A quote names the other message's key alone; its whole id also tells who wrote it. */
function serializedQuote(account: Account, chat: string, key: string): string | null {
  return account.messages.findLast(({ id, chat: of }) => of === chat && id.split('_')[2] === key)?.id ?? null;
}
