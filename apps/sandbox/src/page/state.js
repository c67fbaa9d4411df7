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
/** Privacy id ⇄ phone, as far as WhatsApp told it. */
export const lidOf = new Map();
export const phoneOf = new Map();

export class MsgModel extends Model {
  canReply() {
    return true;
  }

  msgContextInfo() {
    return {
      quotedMsg: { type: this.type, body: this.body },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.from,
      quotedRemoteJid: this.id.remote,
    };
  }

  async downloadMedia() {
    this.mediaData.mediaStage = 'RESOLVED';
  }

  updateAck(ack) {
    this.set({ ack });
  }
}
Msg.modelClass = MsgModel;

export function chatFor(wid) {
  const known = Chat.get(wid);
  if (known) return known;
  const contact = contactFor(wid);
  const chat = new Model({
    id: wid,
    formattedTitle: contact.name,
    name: contact.name,
    unreadCount: 0,
    t: 0,
    archive: false,
    mute: { expiration: 0 },
  });
  chat.msgs = new Collection();
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
    if (wire.ack !== undefined && wire.ack > known.ack) known.set({ ack: wire.ack });
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
    mediaData: { mediaStage: 'RESOLVED', type: media.type },
  };
}

export function learnIdentity(lid, phone) {
  lidOf.set(phone._serialized, lid);
  phoneOf.set(lid._serialized, phone);
}
