import type { Account, StoredMessage } from './model.ts';

/** A stored message as the page is told it: without what only the server needs to know. */
export function wireOf(message: StoredMessage) {
  const { origin, receivedCount, repeatCount, isDelivered, isSeen, sentAt, chat, sealed, ...wire } = message;
  return wire;
}

/** Who the account is, and whom it knows. */
export function peopleOf(account: Account) {
  return {
    account: { id: `${account.phone.slice(1)}@c.us`, lid: account.lid, name: account.name },
    contacts: account.customers.map(({ phone, lid, name, usesLid }) => ({
      id: usesLid ? lid : `${phone.slice(1)}@c.us`,
      name,
      lid: null,
      isLidKnown: false,
    })),
    blocked: account.customers
      .filter(({ isBlocked }) => isBlocked)
      .map(({ phone, lid }) => ({ id: `${phone.slice(1)}@c.us`, lid })),
  };
}

/** How many messages of each chat the account has not read, as the page shows it beside the chat. */
export function unreadOf(account: Account): Record<string, number> {
  const unread: Record<string, number> = {};
  for (const { fromMe, isSeen, chat } of account.messages) {
    if (fromMe) unread[chat] = 0;
    else if (!isSeen) unread[chat] = (unread[chat] ?? 0) + 1;
  }
  return unread;
}
