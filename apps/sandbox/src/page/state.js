// What the page knows: who it is, its contacts, chats and messages.

import { createWid, MsgKey } from './ids.js';
import { Collection, Emitter, keyOf, Model } from './models.js';

export const Socket = new Model({ state: 'OPENING', hasSynced: false });
export const Conn = new Model({ ref: undefined, platform: 'web', pushname: '', wid: null });
export const Cmd = new Emitter();
export const Stream = new Model({ mode: 'MAIN' });

export const Msg = new Collection();
export const Chat = new Collection();
export const Contact = new Collection();
export const Blocklist = new Collection();

export const me = { pn: null, lid: null };

const randomBase64 = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
/** What stands in a QR code behind its ref: noise key, identity key, secret, platform. */
export const codeKeys = [randomBase64(), randomBase64(), randomBase64(), '1'];

/** whatsapp-web.js puts itself in the place of bulkUpsert to hear of reactions. */
export const reactionTableMode = { bulkUpsert: async () => {} };

/** Privacy id ⇄ phone, as far as WhatsApp told it. */
export const lidOf = new Map();
export const phoneOf = new Map();

export class MsgModel extends Model {
  canReply() {
    return this.type !== 'revoked';
  }

  msgContextInfo() {
    return {
      quotedMsg: { type: this.type, body: this.body || this.caption || '' },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? this.from,
      quotedRemoteJid: this.id.remote,
    };
  }

  async downloadMedia() {
    if (this.mediaData.mediaStage === 'FETCHING') return;
    this.mediaData.mediaStage = 'FETCHING';
    const response = await fetch(this.directPath).catch(() => null);
    this.mediaData.mediaStage = response?.ok ? 'RESOLVED' : 'ERROR_UNKNOWN';
  }

  updateAck(ack) {
    this.set({ ack });
  }
}
Msg.modelClass = MsgModel;

/** What must not be part of the serialised model, because it has cycles or functions. */
function hide(model, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    Object.defineProperty(model, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

class ChatModel extends Model {
  constructor(attributes) {
    super({
      unreadCount: 0,
      t: 0,
      archive: false,
      pin: 0,
      isLocked: false,
      muteExpiration: 0,
      ...attributes,
    });
    hide(this, { msgs: new Collection(), groupMetadata: null, mute: new Mute(this) });
  }

  serialize() {
    return { ...super.serialize(), msgs: this.msgs.getModelsArray().map(({ id }) => keyOf(id)) };
  }

  toJSON() {
    return super.serialize();
  }
}

class Mute {
  expiration = 0;
  #chat;

  constructor(chat) {
    this.#chat = chat;
  }

  async mute({ expiration }) {
    this.expiration = expiration;
    this.#chat.set({ muteExpiration: expiration });
  }

  unmute() {
    return this.mute({ expiration: 0 });
  }
}

export function chatFor(wid) {
  const known = Chat.get(wid);
  if (known) return known;
  const contact = contactFor(wid);
  const chat = new ChatModel({ id: wid, formattedTitle: contact.name, name: contact.name });
  if (wid.isGroup()) {
    chat.groupMetadata = new Model({ id: wid, participants: [], announce: false });
  }
  return Chat.add(chat);
}

export function contactFor(wid, name) {
  const known = Contact.get(wid);
  if (known) {
    if (name && known.pushname !== name) known.set({ pushname: name, name });
    return known;
  }
  const phone = wid.isLid() ? phoneOf.get(wid._serialized) : undefined;
  return Contact.add(
    new Model({
      id: wid,
      pushname: name ?? '',
      name: name ?? wid.user,
      isBusiness: false,
      ...(phone && { phoneNumber: phone }),
    }),
  );
}

/** Makes a model of a message as the server tells it, and files it. Known ones are left alone. */
export function fileMessage(wire, { isNewMsg }) {
  const id = MsgKey.fromString(wire.id);
  const known = Msg.get(id);
  if (known) {
    changeMessage(wire);
    return known;
  }
  const { id: _, quoted, media, lid, phone, name, ...rest } = wire;
  if (lid && phone) learnIdentity(createWid(lid), createWid(phone));
  if (!id.fromMe) contactFor(createWid(wire.author ?? wire.from), name);
  const message = new MsgModel({
    ...rest,
    id,
    from: createWid(wire.from),
    to: createWid(wire.to),
    ...(wire.author && { author: createWid(wire.author) }),
    notifyName: name,
    ...(wire.editedAt && { latestEditSenderTimestampMs: wire.editedAt }),
    hasReaction: Object.values(wire.reactions ?? {}).some(Boolean),
    isNewMsg,
    self: id.fromMe ? 'out' : 'in',
    ...(quoted && {
      quotedStanzaID: quoted.id,
      quotedParticipant: createWid(quoted.participant),
      quotedMsg: quoted.message,
    }),
    ...(media && mediaAttributes(media)),
  });
  const chat = chatFor(createWid(keyOf(id.remote)));
  chat.msgs.add(message);
  chat.set({ t: Math.max(chat.t, wire.t), lastReceivedKey: id });
  if (!id.fromMe && isNewMsg) chat.set({ unreadCount: chat.unreadCount + 1 });
  Msg.add(message);
  return message;
}

/** What has changed about a message that is here: ack, text, reactions, or that it can be read at last. */
export function changeMessage(wire) {
  const known = Msg.get(wire.id);
  if (!known) return;
  const { ack, body, caption, type, editedAt, reactions = {}, reactedAt = {} } = wire;
  if (known.type === 'ciphertext' && type !== 'ciphertext') Object.assign(known, { body, caption });
  known.set({ type, ...(editedAt && { latestEditSenderTimestampMs: editedAt }), body, caption });
  if (known.id.fromMe && (ack < 0 || ack > known.ack)) known.set({ ack });
  tellReactions(known, reactions, reactedAt);
}

function tellReactions(message, reactions, reactedAt) {
  const before = message.reactions ?? {};
  const changed = Object.entries(reactions).filter(([phone, emoji]) => before[phone] !== emoji);
  if (changed.length === 0) return;
  Object.assign(message, {
    ...{ reactions, reactedAt },
    hasReaction: Object.values(reactions).some(Boolean),
  });
  const events = changed.map(([phone, emoji]) => {
    const from = personWith(phone);
    const fromMe = from._serialized === me.pn?._serialized;
    return {
      id: new MsgKey({ fromMe, remote: message.id.remote, id: `R${message.id.id}` }),
      reactionParentKey: message.id,
      reactionTimestamp: reactedAt[phone] ?? Date.now(),
      reactionText: emoji,
      from,
      orphan: 0,
      read: true,
    };
  });
  void reactionTableMode.bulkUpsert(events);
}

const personWith = (phone) => createWid(`${phone.replace(/\D/g, '')}@c.us`);

/** With what is reacted to a message, by emoji; what was taken back is nowhere. */
export const Reactions = {
  find: async (id) => {
    const { reactions = {}, reactedAt = {} } = Msg.get(id) ?? {};
    const given = Object.entries(reactions).filter(([, emoji]) => emoji);
    const serialize = () =>
      [...new Set(given.map(([, emoji]) => emoji))].map((emoji) => ({
        aggregateEmoji: emoji,
        senders: given
          .filter(([, one]) => one === emoji)
          .map(([phone]) => ({
            senderUserJid: personWith(phone)._serialized,
            reactionText: emoji,
            timestamp: reactedAt[phone] ?? 0,
          })),
      }));
    return { reactions: { serialize, length: given.length } };
  },
};

function mediaAttributes(media) {
  return {
    directPath: media.directPath,
    mediaKey: media.mediaKey,
    mediaKeyTimestamp: media.t,
    filehash: media.filehash,
    encFilehash: media.filehash,
    mimetype: media.mimeType,
    filename: media.fileName ?? undefined,
    size: media.size,
    width: media.width ?? undefined,
    height: media.height ?? undefined,
    duration: media.durationSeconds === undefined ? undefined : String(media.durationSeconds),
    mediaObject: {},
    mediaData: { mediaStage: 'INIT', type: media.type },
  };
}

export function learnIdentity(lid, phone) {
  lidOf.set(phone._serialized, lid);
  phoneOf.set(lid._serialized, phone);
}
