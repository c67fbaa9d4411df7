import type { LineMessage, OutgoingMessage } from './line-messages.ts';
import { type Account, chatIdOf, phoneOf, reactedTo, type StoredMessage } from './model.ts';
import { isNewChat, newChatLimits } from './new-chats.ts';
import { NO_ANSWER, type PageLine } from './page-line.ts';
import { wireOf } from './wire.ts';
import type { World } from './world.ts';

export interface AnswerHost {
  world: World;
  /** A message of ours reached the server. */
  onSent(account: Account, message: StoredMessage): void;
  onChange(account: Account, message: StoredMessage, changes: Partial<StoredMessage>): void;
  /** An incoming message was delivered or read, which only its sender sees. */
  onTicks(account: Account, message: StoredMessage): void;
  onTyping(account: Account, chat: string, state: string): void;
}

/** What the server does with, and answers to, what a linked page says. */
export async function answerPage(
  host: AnswerHost,
  line: PageLine,
  account: Account,
  message: LineMessage,
): Promise<unknown> {
  const { world } = host;
  switch (message.kind) {
    case 'send':
      return send(host, line, account, message);
    case 'exists':
      await untilAnswered(world, account);
      return exists(world, account, message.id);
    case 'picture':
      return world.customerOf(account, message.id)?.picture ?? null;
    case 'messagesById':
      return account.messages.filter(({ id }) => message.ids.includes(id)).map(wireOf);
    case 'earlier':
      return earlier(account, message);
    case 'edit':
      return change(host, account, message.id, (stored) => ({
        ...(stored.media ? { caption: message.body } : { body: message.body }),
        ...{ isEdited: true, editedAt: Date.now() },
      }));
    case 'revoke':
      return change(host, account, message.id, () => ({ type: 'revoked', body: '', caption: '' }));
    case 'reaction':
      return change(host, account, message.id, (one) => reactedTo(one, account.phone, message.emoji));
    case 'received':
      return noteReceived(host, account, message.id);
    case 'newChatLimits':
      return newChatLimits(account, world.faultsOf(account.phone));
    case 'unlink':
      return world.unlink(account, line.secret ?? undefined);
    case 'seen':
      return noteSeen(host, account, message.chat);
    case 'typing':
      return host.onTyping(account, message.to, message.state);
    default:
      return null;
  }
}

async function send(
  host: AnswerHost,
  line: PageLine,
  account: Account,
  { message, isRepeat }: { message: OutgoingMessage; isRepeat: boolean },
): Promise<unknown> {
  const faults = host.world.faultsOf(account.phone);
  if (faults.sendDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.sendDelayMs));
  if (faults.losesSends) return NO_ANSWER;
  if (faults.refusesSends) return { ack: -1 };
  // WhatsApp's server answers 463, of which its page shows no more than any other refusal.
  if (isNewChat(account, message.to) && newChatLimits(account, faults).isClosed) return { ack: -1 };
  record(host, account, message, isRepeat);
  if (faults.freezeAfterSendMs > 0) line.tell({ kind: 'freeze', durationMs: faults.freezeAfterSendMs });
  return faults.losesSendAnswers ? NO_ANSWER : { ack: 1 };
}

/** The same key again is counted, not stored: that is how a double send under one key becomes visible. */
function record(host: AnswerHost, account: Account, message: OutgoingMessage, isRepeat: boolean): void {
  const known = host.world.message(account, message.id);
  if (known) {
    if (isRepeat) known.repeatCount++;
    else known.receivedCount++;
    host.world.touch(account);
    return;
  }
  const customer = host.world.customerOf(account, message.to);
  if (!customer) host.world.addCustomer(account, { phone: phoneOf(message.to) });
  const stored: StoredMessage = {
    ...message,
    fromMe: true,
    origin: 'device',
    chat: message.to,
    from: chatIdOf(account.phone),
    ack: 1,
    receivedCount: 1,
    repeatCount: 0,
    isDelivered: true,
    isSeen: true,
    isEdited: false,
    reactions: {},
    reactedAt: {},
    sentAt: Date.now(),
  };
  account.messages.push(stored);
  host.onSent(account, stored);
  host.world.touch(account);
}

const HELD_POLL_MS = 20;

async function untilAnswered(world: World, { phone }: Account): Promise<void> {
  while (world.faultsOf(phone).holdsNumberQueries) {
    await new Promise((resolve) => setTimeout(resolve, HELD_POLL_MS).unref());
  }
}

function exists(world: World, account: Account, id: string) {
  const known = world.customerOf(account, id);
  // A privacy id that nobody has stands for nobody; a phone is looked up.
  if (!known && !id.endsWith('@c.us')) return null;
  if (!(known?.isOnWhatsApp ?? true) || !world.exists(id)) return null;
  const customer = known ?? world.addCustomer(account, { phone: phoneOf(id) });
  return { id: chatIdOf(customer.phone), lid: customer.lid };
}

const EARLIER_PAGE = 50;

function earlier(account: Account, question: Extract<LineMessage, { kind: 'earlier' }>) {
  const known = new Set(question.known);
  return account.messages
    .filter(({ chat, t, id }) => chat === question.chat && t <= question.before && !known.has(id))
    .slice(-EARLIER_PAGE)
    .map(wireOf);
}

function change(
  host: AnswerHost,
  account: Account,
  id: string,
  changesOf: (message: StoredMessage) => Partial<StoredMessage>,
): void {
  const message = host.world.message(account, id);
  if (message) host.onChange(account, message, changesOf(message));
}

function noteReceived(host: AnswerHost, account: Account, id: string): void {
  const message = host.world.message(account, id);
  if (!message || message.isDelivered) return;
  message.isDelivered = true;
  host.onTicks(account, message);
}

function noteSeen(host: AnswerHost, account: Account, chat: string): void {
  for (const message of account.messages) {
    if (message.chat !== chat || message.fromMe || message.isSeen) continue;
    Object.assign(message, { isDelivered: true, isSeen: true });
    host.onTicks(account, message);
  }
}
