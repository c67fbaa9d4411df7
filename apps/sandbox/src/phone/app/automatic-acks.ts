import { type Customer, command, type Message } from './api.ts';
import { store } from './store.ts';

const DELIVERED_AFTER_MS = 500;
const READ_AFTER_MS = 1100;

type Level = 'DELIVERED' | 'READ';
const underWay = new Set<string>();

/** The customers' phones: they deliver by themselves, and read while the chat is open on this page. */
export function startAutomaticAcks(): void {
  store.onChange(() => {
    if (!store.isAutomatic) return;
    for (const customer of store.account?.customers ?? []) acknowledge(customer);
  });
}

/** Acknowledges by hand what a customer has not yet, up to a level. */
export async function acknowledgeAll(customer: Customer, level: Level): Promise<void> {
  const wanted = level === 'READ' ? 3 : 2;
  const open = store.messagesOf(customer).filter(({ fromMe, ack }) => fromMe && ack > 0 && ack < wanted);
  for (const message of open) await send(message, level);
}

function acknowledge(customer: Customer): void {
  const isOpen = store.openPhone === customer.phone;
  for (const message of store.messagesOf(customer)) {
    if (!message.fromMe || message.ack < 1) continue;
    if (message.ack === 1) later(message, 'DELIVERED', DELIVERED_AFTER_MS, () => true);
    if (message.ack === 2 && isOpen) {
      later(message, 'READ', READ_AFTER_MS, () => store.openPhone === customer.phone);
    }
  }
}

function later(message: Message, level: Level, delayMs: number, isStillSo: () => boolean): void {
  const key = `${message.id} ${level}`;
  if (underWay.has(key)) return;
  underWay.add(key);
  setTimeout(async () => {
    if (store.isAutomatic && isStillSo()) await send(message, level).catch(() => {});
    underWay.delete(key);
  }, delayMs);
}

async function send({ id }: Message, level: Level): Promise<void> {
  const { account } = store;
  if (account) await command('ack', { account: account.phone, messageId: id, level });
}
