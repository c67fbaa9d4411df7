import type { Scope } from '@soul-kg-crm/database';
import { type ClaimedMessage, type MediaStorage, recordFailure } from '@soul-kg-crm/domain';
import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import type { OwnedChannel } from '../inbound/intake.ts';
import { recordNewChatLimits } from './new-chat-limits.ts';
import { failureOf } from './send-failure.ts';
import type { SendLedger } from './send-ledger.ts';

/** The channel that is sent on, where it is noted, and the scope of what is true whoever saw it. */
export interface SendDesk {
  channel: OwnedChannel;
  ledger: SendLedger;
  facts: Scope;
}

export type SendingClient = Pick<WhatsAppClient, 'send' | 'findSent' | 'newChatLimits'>;

/**
 * `sent`: WhatsApp has it. `nothing`: there was nothing to do. Otherwise the status that the failure left it in, and why.
 */
export type SendOutcome =
  | { kind: 'sent' | 'nothing' }
  | { kind: 'failed'; status: MessageStatus; code: string; error: unknown };

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
  if (!('message' in claim)) return { kind: 'nothing' };
  if (claim.kind === 'send') return attempt(desk, client, storage, claim.message);
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
    return { kind: 'failed', status, code: report.code, error: found.error };
  }
  if (found.sent) {
    await desk.ledger.recordSent(desk.channel, messageId, found.sent);
    return { kind: 'sent' };
  }
  const claim = await desk.ledger.reclaim(desk.channel, messageId);
  return 'message' in claim ? attempt(desk, client, storage, claim.message) : { kind: 'nothing' };
}

async function look(client: SendingClient, chatId: string, sendKey: string) {
  try {
    return { kind: 'told', sent: await client.findSent(chatId, sendKey) } as const;
  } catch (error) {
    return { kind: 'untold', error } as const;
  }
}

async function attempt(
  desk: SendDesk,
  client: SendingClient,
  storage: MediaStorage,
  message: ClaimedMessage,
): Promise<SendOutcome> {
  const { messageId, chatId, sendKey, content, quotedProviderMessageId } = message;
  try {
    const media = await fileOf(storage, message);
    const sent = await client.send({ chatId, sendKey, content, quotedProviderMessageId, media });
    await desk.ledger.recordSent(desk.channel, messageId, sent);
    return { kind: 'sent' };
  } catch (error) {
    const report = failureOf(error);
    const status = await recordFailure(desk.facts, messageId, report);
    // It waits from now on, as the next ones will.
    if (report.isRefusedKey) {
      await recordNewChatLimits(desk.facts, message.channelId, client);
      return { kind: 'nothing' };
    }
    return { kind: 'failed', status, code: report.code, error };
  }
}

async function fileOf(storage: MediaStorage, { media }: ClaimedMessage) {
  if (!media) return null;
  const { kind, mimeType, fileName, storageKey } = media;
  return { kind, mimeType, fileName, data: await storage.read(storageKey ?? '') };
}
