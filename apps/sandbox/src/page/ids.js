// WhatsApp ids: people by phone (c.us) or by privacy id (lid), groups (g.us), statuses (broadcast).

import { keyOf } from './models.js';
import { isSince } from './version.js';

export class Wid {
  constructor(text) {
    const [user, server] = String(text).replace('@s.whatsapp.net', '@c.us').split('@');
    if (!user || !server) throw new Error(`wid error: invalid wid ${text}`);
    this.server = server;
    this.user = user.split(':')[0];
    this._serialized = `${this.user}@${server}`;
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isLid() {
    return this.server === 'lid';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isStatus() {
    return this._serialized === 'status@broadcast';
  }

  isNewsletter() {
    return this.server === 'newsletter';
  }

  equals(other) {
    return other?._serialized === this._serialized;
  }

  toJid() {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  toString() {
    return this._serialized;
  }

  toJSON() {
    return { server: this.server, user: this.user, _serialized: this._serialized };
  }
}

export const createWid = (id) => (id instanceof Wid ? id : new Wid(keyOf(id)));

export const randomHex = (bytes) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();

/** The text of a key; since July 2026 its name is the minifier's. */
const TEXT = isSince(2, 3000, 1_042_401_057) ? '$1' : '_serialized';

export class MsgKey {
  constructor({ fromMe, from, to, remote, id, participant, selfDir }) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = remote ?? (this.fromMe ? to : from);
    this.id = id;
    if (participant) this.participant = participant;
    this[TEXT] = [String(this.fromMe), keyOf(this.remote), id, keyOf(participant)].filter(Boolean).join('_');
  }

  static async newId() {
    return `3EB0${randomHex(9)}`;
  }

  static fromString(text) {
    const [fromMe, remote, id, participant] = String(text).split('_');
    return new MsgKey({
      fromMe: fromMe === 'true',
      remote: createWid(remote),
      id,
      participant: participant && createWid(participant),
    });
  }

  toString() {
    return this[TEXT];
  }
}
