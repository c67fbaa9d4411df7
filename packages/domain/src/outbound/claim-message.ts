import type { MediaFile, Prisma, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { sharedNow } from '@soul-kg-crm/shared/ids';
import { askPersonInstead } from '../agents/answer-not-sent.ts';
import { endAsTooLate, isLateReply, lockLateReply } from '../agents/too-late.ts';
import { announceStatus } from './announce-status.ts';
import { endAsFailed } from './end-as-failed.ts';
import { mustWait } from './held-back.ts';
import { lockMessage } from './lock-message.ts';
import { OUTCOME_UNKNOWN } from './record-failure.ts';
import { newSendKey } from './send-key.ts';
import { endUnwanted, whyUnwanted } from './unwanted-message.ts';

/** All that a channel needs to send a message, or to look for it. */
export interface ClaimedMessage {
  messageId: string;
  channelId: string;
  chatId: string;
  sendKey: string;
  /** Which attempt this is; 1 is the first. */
  attempt: number;
  content: string;
  quotedProviderMessageId: string | null;
  media: MediaFile | null;
}

/** Why a message waits although nothing is wrong with it. */
export const NEW_CHATS_BLOCKED = 'NEW_CHATS_BLOCKED';
/** Why a message is given up whose attempts all ended without anybody knowing how. */
export const GIVEN_UP = 'GIVEN_UP';

/**
 * So many attempts a message gets of which each may have sent it, and none has. More than those that certainly did not:
 * a worker that was killed meanwhile counts too, and a message that ends the page each time must come to its end.
 */
const MAX_UNKNOWN_ATTEMPTS = 8;

/**
 * `send`: it has not left, and is ours to send. `settle`: an earlier attempt may have sent it; look for it by its
 * sendKey before anything else. `wait`: WhatsApp lets the number write to nobody new now. `none`: there is nothing to do
 * (any more).
 */
export type Claim = { kind: 'send' | 'settle'; message: ClaimedMessage } | { kind: 'wait' | 'none' };

/** Takes a message for sending, under the send key that it has from the beginning (one of an earlier version gets it here); an agent's answer only as long as it is not too late for it. */
export async function claimMessage(scope: Scope, messageId: string): Promise<Claim> {
  return scope.transaction(async (tx) => {
    const isLate = await lockLateReply(tx, messageId);
    const message = await lockForSending(tx, messageId);
    if (!message) return { kind: 'none' };
    if (message.status === 'SENDING' || message.status === 'UNCONFIRMED') {
      return { kind: 'settle', message: describe(message) };
    }
    if (message.status !== 'PENDING') return { kind: 'none' };
    if (isLate && isLateReply(message)) {
      await endAsTooLate(tx, message);
      return { kind: 'none' };
    }
    if (await mustWait(tx, message, message.conversation.channel.whatsAppSession)) {
      await tx.db.message.update({ where: { id: message.id }, data: { errorCode: NEW_CHATS_BLOCKED } });
      return { kind: 'wait' };
    }
    return { kind: 'send', message: await take(tx, message) };
  });
}

/**
 * Takes a message again that was looked for and certainly is not at WhatsApp: it goes out under the same key, unless it is
 * wanted no more (`whyUnwanted`), has been tried too often, or another phone is there by now.
 */
export async function reclaimMessage(scope: Scope, messageId: string): Promise<Claim> {
  return scope.transaction(async (tx) => {
    const unwanted = await whyUnwanted(tx, messageId);
    const message = await lockForSending(tx, messageId);
    const isOpen = message?.status === 'SENDING' || message?.status === 'UNCONFIRMED';
    if (!message || !isOpen) return { kind: 'none' };
    if (isOfOtherPhone(message)) await giveUp(tx, message, OUTCOME_UNKNOWN);
    else if (unwanted) await endUnwanted(tx, message, unwanted);
    else if (message.attempts >= MAX_UNKNOWN_ATTEMPTS) await giveUp(tx, message, GIVEN_UP);
    else return { kind: 'send', message: await take(tx, message, { reclaims: { increment: 1 } }) };
    return { kind: 'none' };
  });
}

async function giveUp(tx: ScopedTransaction, message: Sendable, errorCode: string): Promise<void> {
  await endAsFailed(tx, message, errorCode);
  await askPersonInstead(tx, message);
}

type Sendable = NonNullable<Awaited<ReturnType<typeof lockForSending>>>;

async function lockForSending(tx: ScopedTransaction, id: string) {
  await lockMessage(tx, id);
  return tx.db.message.findFirst({
    where: { id, direction: 'OUTGOING' },
    include: {
      conversation: { select: { providerChatId: true, channel: { select: { whatsAppSession: true } } } },
      quotedMessage: { select: { providerMessageId: true } },
      media: true,
    },
  });
}

/**
 * Another phone was linked since: what is not in its chats may well stand in those of the one before, and must not go out
 * twice, nor from a number that the client does not know.
 */
function isOfOtherPhone({ claimedAt, conversation }: Sendable): boolean {
  const accountSince = conversation.channel.whatsAppSession?.accountSince;
  return accountSince != null && claimedAt !== null && claimedAt < accountSince;
}

async function take(
  tx: ScopedTransaction,
  message: Sendable,
  more: Prisma.MessageUncheckedUpdateInput = {},
): Promise<ClaimedMessage> {
  const sendKey = message.sendKey ?? newSendKey();
  const { attempts } = await tx.db.message.update({
    where: { id: message.id },
    data: {
      ...{ status: 'SENDING', errorCode: null, sendKey, claimedAt: sharedNow(), attempts: { increment: 1 } },
      ...more,
    },
  });
  await announceStatus(tx, message, 'SENDING');
  return describe({ ...message, sendKey, attempts });
}

function describe(message: Sendable): ClaimedMessage {
  return {
    messageId: message.id,
    channelId: message.channelId,
    chatId: message.conversation.providerChatId,
    sendKey: message.sendKey ?? newSendKey(),
    attempt: message.attempts,
    content: message.content,
    quotedProviderMessageId: message.quotedMessage?.providerMessageId ?? null,
    media: message.media,
  };
}
