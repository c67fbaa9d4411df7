import type { Account, StoredMessage } from './model.ts';

/** A stored message as the page is told it: without what only the server needs to know. */
export function wireOf(message: StoredMessage) {
  const { origin: _, receivedCount: __, isDelivered: ___, sentAt: ____, chat: _____, ...wire } = message;
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
      .map(({ phone }) => `${phone.slice(1)}@c.us`),
  };
}
