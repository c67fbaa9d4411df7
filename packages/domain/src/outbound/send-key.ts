import { randomBytes } from 'node:crypto';

/**
 * The key under which a message goes to WhatsApp, in the form that WhatsApp Web itself gives to the ids of its messages.
 * Stored with the message, long before its first attempt; it stays the same until the attempt is settled.
 */
export function newSendKey(): string {
  return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
}
