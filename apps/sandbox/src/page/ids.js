// WhatsApp ids: people by phone (c.us) or by privacy id (lid), groups (g.us), statuses (broadcast).

import { keyOf } from './models.js';

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

export class MsgKey {
  constructor({ fromMe, from, to, remote, id, participant, selfDir }) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = remote ?? (this.fromMe ? to : from);
    this.id = id;
    if (participant) this.participant = participant;
    this._serialized = [String(this.fromMe), keyOf(this.remote), id, keyOf(participant)]
      .filter(Boolean)
      .join('_');
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
    return this._serialized;
  }

  toJSON() {
    const { fromMe, remote, id, participant, _serialized } = this;
    return {
      fromMe,
      remote: remote.toJSON(),
      id,
      ...(participant && { participant: keyOf(participant) }),
      _serialized,
    };
  }
}
