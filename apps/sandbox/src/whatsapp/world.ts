import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { type Faults, noFaults } from './faults.ts';
import { type Account, type Customer, chatIdOf, phoneOf, type StoredMessage } from './model.ts';

/** All accounts of the stand-in and what happened to them. Tells `changed` with the account's phone after every change. */
export class World extends EventEmitter<{ changed: [phone: string] }> {
  readonly accounts = new Map<string, Account>();
  readonly #faults = new Map<string, Faults>();

  load(accounts: Account[]): void {
    for (const account of accounts) this.accounts.set(account.phone, account);
  }

  account(phone: string): Account | undefined {
    return this.accounts.get(phone);
  }

  requireAccount(phone: string): Account {
    const account = this.accounts.get(phone);
    if (!account) throw new SandboxError(404, `There is no account ${phone}`);
    return account;
  }

  addAccount({ phone, name }: { phone: string; name: string }): Account {
    const known = this.accounts.get(phone);
    if (known) return known;
    const account: Account = { phone, name, lid: newLid(), devices: [], customers: [], messages: [] };
    this.accounts.set(phone, account);
    this.touch(account);
    return account;
  }

  addCustomer(account: Account, given: GivenCustomer): Customer {
    const known = account.customers.find(({ phone }) => phone === given.phone);
    if (known) {
      const changes = Object.entries(given).filter(([, value]) => value !== undefined);
      if (changes.length > 1) this.touch(account);
      return Object.assign(known, Object.fromEntries(changes));
    }
    const {
      phone,
      name = phone,
      usesLid = false,
      lid = newLid(),
      isOnWhatsApp = true,
      picture = null,
    } = given;
    const customer: Customer = { phone, name, usesLid, lid, isBlocked: false, isOnWhatsApp, picture };
    account.customers.push(customer);
    this.touch(account);
    return customer;
  }

  customerOf(account: Account, chatId: string): Customer | undefined {
    return account.customers.find(({ phone, lid }) => lid === chatId || phone === phoneOf(chatId));
  }

  /** Every number is on WhatsApp but those that end in 0000, so that the other case can be played, too. */
  exists(chatId: string): boolean {
    return !chatId.split('@')[0]?.endsWith('0000');
  }

  faultsOf(phone: string): Faults {
    const known = this.#faults.get(phone);
    if (known) return known;
    const fresh = noFaults();
    this.#faults.set(phone, fresh);
    return fresh;
  }

  setFaults(phone: string, changes: Partial<Faults>): Faults {
    return Object.assign(this.faultsOf(phone), changes);
  }

  accountOfDevice(secret: string | null): Account | undefined {
    if (secret === null) return undefined;
    return [...this.accounts.values()].find(({ devices }) =>
      devices.some((device) => device.secret === secret),
    );
  }

  link(account: Account): string {
    const secret = randomBytes(16).toString('hex');
    account.devices.push({ secret, linkedAt: Date.now() });
    this.touch(account);
    return secret;
  }

  unlink(account: Account, secret?: string): void {
    account.devices =
      secret === undefined ? [] : account.devices.filter((device) => device.secret !== secret);
    this.touch(account);
  }

  message(account: Account, id: string): StoredMessage | undefined {
    return account.messages.findLast((message) => message.id === id);
  }

  touch(account: Account): void {
    this.emit('changed', account.phone);
  }

  reset(): void {
    const phones = [...this.accounts.keys()];
    this.accounts.clear();
    this.#faults.clear();
    for (const phone of phones) this.emit('changed', phone);
  }
}

export type GivenCustomer = Pick<Customer, 'phone'> &
  Partial<Pick<Customer, 'name' | 'usesLid' | 'lid' | 'isOnWhatsApp' | 'picture'>>;

/** An error that the caller of the control API is to see. */
export class SandboxError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'SandboxError';
    this.status = status;
  }
}

/** The chat under which an account knows a customer now. */
export function chatOf(customer: Customer): string {
  return customer.usesLid ? customer.lid : chatIdOf(customer.phone);
}

function newLid(): string {
  const digits = BigInt(`0x${randomBytes(6).toString('hex')}`).toString();
  return `1${digits.padStart(14, '0').slice(0, 14)}@lid`;
}
