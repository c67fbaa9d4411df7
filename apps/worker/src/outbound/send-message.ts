import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
import {
  type ClaimedMessage,
  MediaMissingError,
  type MediaStorage,
  recordFailure,
  type Sent,
} from '@soul-kg-crm/domain';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import { SendError } from '@soul-kg-crm/whatsapp/client';
import type { OwnedChannel } from '../inbound/intake.ts';
import { recordNewChatsClosed } from './new-chat-limits.ts';
import type { Noting } from './noting.ts';
import { failureOf } from './send-failure.ts';
import type { SendLedger } from './send-ledger.ts';

/** The channel that is sent on, where and when it is noted, and the scope of what is true whoever saw it. */
export interface SendDesk {
  channel: OwnedChannel;
  ledger: SendLedger;
  noting: Noting;
  facts: Scope;
  /** For what only the channel's owner may say: that WhatsApp was not even asked. */
  own: Scope;
  /** The channel's client, while this worker may use it. */
  clientOf: () => SendingClient | null;
  /** Throws WaitError while a message that was looked for may not go out again; without it, it always may. */
  takeAgain?: ((messageId: string) => Promise<void>) | undefined;
}

export type SendingClient = Pick<WhatsAppClient, 'send' | 'findSent' | 'newChatLimits'>;

/**
 * `sent`: WhatsApp has it, which is noted by now or being noted. `waits`: it certainly did not leave, because WhatsApp lets
 * the number write to nobody new now. `nothing`: there was nothing to do. Otherwise the status that the failure left it in,
 * why, whether the channel was away rather than anything wrong with the message, and whether the page was asked.
 */
export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'nothing' }
  | { kind: 'waits'; wasAsked: boolean }
  | FailedSend;

interface FailedSend {
  kind: 'failed';
  status: MessageStatus;
  code: string;
  isChannelAway: boolean;
  wasAsked: boolean;
  error: unknown;
}

/**
 * Sends one message, or finds out what became of an earlier attempt: a message that may have left is looked for by its
 * key, and sent again only when it certainly is not there.
 */
export async function sendOneMessage(
  desk: SendDesk,
  client: SendingClient,
  storage: MediaStorage,
  messageId: string,
): Promise<SendOutcome> {
  const claim = await desk.ledger.claim(desk.channel, messageId);
  if (claim.kind === 'wait') return { kind: 'waits', wasAsked: false };
  if (!('message' in claim)) return { kind: 'nothing' };
  if (claim.kind === 'send') return attempt(desk, storage, claim.message);
  return settle(desk, client, storage, claim.message);
}

async function settle(
  desk: SendDesk,
  client: SendingClient,
  storage: MediaStorage,
  message: ClaimedMessage,
): Promise<SendOutcome> {
  const { messageId, chatId, sendKey } = message;
  const found = await look(client, chatId, sendKey);
  if (found.kind === 'untold') {
    const report = {
      failure: 'unknown',
      code: 'UNCONFIRMED',
      message: 'Not known yet whether it left',
    } as const;
    const status = await recordFailure(desk.facts, messageId, report);
    const { code } = report;
    return { kind: 'failed', status, code, isChannelAway: false, wasAsked: true, error: found.error };
  }
  if (found.sent) {
    await desk.ledger.recordSent(desk.channel, messageId, found.sent);
    return { kind: 'sent' };
  }
  await desk.takeAgain?.(messageId);
  const claim = await desk.ledger.reclaim(desk.channel, messageId);
  return 'message' in claim ? attempt(desk, storage, claim.message) : { kind: 'nothing' };
}

async function look(client: SendingClient, chatId: string, sendKey: string) {
  try {
    return { kind: 'told', sent: await client.findSent(chatId, sendKey) } as const;
  } catch (error) {
    return { kind: 'untold', error } as const;
  }
}

async function attempt(desk: SendDesk, storage: MediaStorage, message: ClaimedMessage): Promise<SendOutcome> {
  const { messageId, chatId, sendKey, content, quotedProviderMessageId } = message;
  // Claimed beside the last one's note; sent only when that one is noted.
  await desk.noting.ended();
  let client: SendingClient | null = null;
  try {
    const media = await fileOf(storage, message);
    // Asked anew: meanwhile another worker may have taken the channel, and the message with it.
    client = desk.clientOf();
    if (!client) throw new SendError('notSent', 'NOT_CONNECTED');
    const sent = await client.send({ chatId, sendKey, content, quotedProviderMessageId, media });
    desk.noting.begin(() => noteSent(desk, messageId, sent));
    return { kind: 'sent' };
  } catch (error) {
    const report = { ...failureOf(error), attempt: message.attempt };
    const status = await recordFailure(client ? desk.facts : desk.own, messageId, report);
    // It waits from now on, as the next ones will.
    if (client && report.isRefusedKey) {
      await recordNewChatsClosed(desk.facts, message.channelId, client);
      return status === 'PENDING' ? { kind: 'waits', wasAsked: true } : { kind: 'nothing' };
    }
    const { code, isChannelAway = false } = report;
    return { kind: 'failed', status, code, isChannelAway, wasAsked: client !== null, error };
  }
}

/** What cannot be noted for another reason than a database that is away is not known to have left: it is looked for later. */
async function noteSent(desk: SendDesk, messageId: string, sent: Sent): Promise<void> {
  try {
    await desk.ledger.recordSent(desk.channel, messageId, sent);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    await recordFailure(desk.facts, messageId, failureOf(error));
  }
}

async function fileOf(storage: MediaStorage, { media }: ClaimedMessage) {
  if (!media) return null;
  const { kind, mimeType, fileName, storageKey } = media;
  const data = await storage.read(storageKey ?? '').catch((error: unknown) => {
    // Nothing has left: the disk may read it the next time.
    throw error instanceof MediaMissingError
      ? error
      : new SendError('notSent', 'MEDIA_UNREADABLE', { cause: error });
  });
  return { kind, mimeType, fileName, data };
}
