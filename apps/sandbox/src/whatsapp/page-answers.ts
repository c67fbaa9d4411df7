import type { LineMessage, OutgoingMessage } from './line-messages.ts';
import { type Account, chatIdOf, phoneOf, type StoredMessage } from './model.ts';
import { NO_ANSWER, type PageLine } from './page-line.ts';
import { wireOf } from './wire.ts';
import type { World } from './world.ts';

export interface AnswerHost {
  world: World;
  /** A message of ours reached the server. */
  onSent(account: Account, message: StoredMessage): void;
  onSeen(account: Account, chat: string): void;
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
      return send(host, line, account, message.message);
    case 'exists':
      return exists(world, account, message.id);
    case 'messagesById':
      return account.messages.filter(({ id }) => message.ids.includes(id)).map(wireOf);
    case 'earlier':
      return earlier(account, message);
    case 'edit':
      return edit(world, account, message.id, message.body);
    case 'unlink':
      return world.unlink(account, line.secret ?? undefined);
    case 'seen':
      return host.onSeen(account, message.chat);
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
  message: OutgoingMessage,
): Promise<unknown> {
  const faults = host.world.faultsOf(account.phone);
  if (faults.sendDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.sendDelayMs));
  if (faults.refusesSends) return { ack: -1 };
  record(host, account, message);
  if (faults.freezeAfterSendMs > 0) line.tell({ kind: 'freeze', durationMs: faults.freezeAfterSendMs });
  return faults.losesSendAnswers ? NO_ANSWER : { ack: 1 };
}

/** The same key again is counted, not stored: that is how a double send under one key becomes visible. */
function record(host: AnswerHost, account: Account, message: OutgoingMessage): void {
  const known = host.world.message(account, message.id);
  if (known) {
    known.receivedCount++;
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
    isDelivered: true,
    sentAt: Date.now(),
  };
  account.messages.push(stored);
  host.onSent(account, stored);
  host.world.touch(account);
}

function exists(world: World, account: Account, id: string) {
  if (!world.exists(id)) return null;
  const customer = world.customerOf(account, id) ?? world.addCustomer(account, { phone: phoneOf(id) });
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

function edit(world: World, account: Account, id: string, body: string): void {
  const message = world.message(account, id);
  if (message) message.body = body;
  world.touch(account);
}
