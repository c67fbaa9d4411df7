// Sending: text, files, quotes, edits.

import { randomHex } from './ids.js';
import { ask } from './line.js';
import { keyOf, Model } from './models.js';
import { Msg, MsgModel } from './state.js';
import { isSince } from './version.js';

/** Since September 2026 the models of files have a field of this name, which is no message's. */
const FILES_HAVE_ID = isSince(2, 3000, 1_047_775_310);

/** Since August 2026 no file is handed out that is called what its kind is not. */
const FILES_ARE_CHECKED = isSince(2, 3000, 1_045_000_000);

const files = new Map();

export class OpaqueData {
  constructor(blob, mimeType) {
    this.blob = blob;
    this.type = mimeType;
    this.size = blob.size;
  }

  static async createFromData(data, mimeType) {
    return data instanceof OpaqueData ? data : new OpaqueData(data, mimeType);
  }

  url() {
    this.objectUrl ??= URL.createObjectURL(this.blob);
    return this.objectUrl;
  }

  autorelease() {
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
  }

  formData() {
    return this.blob;
  }
}

async function fileHash(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

function typeOfFile(mimeType, { asDocument, asSticker, isPtt }) {
  if (asDocument) return 'document';
  if (asSticker) return 'sticker';
  const [family] = mimeType.split('/');
  if (family === 'audio') return isPtt ? 'ptt' : 'audio';
  return family === 'image' || family === 'video' ? family : 'document';
}

export function prepRawMedia(opaque, options) {
  const type = typeOfFile(opaque.type, options);
  return {
    async waitForPrep() {
      const filehash = await fileHash(opaque.blob);
      files.set(filehash, { opaque, type });
      const data = new Model({
        type,
        filehash,
        mimetype: opaque.type,
        size: opaque.size,
        mediaBlob: opaque,
        isGif: false,
        mediaStage: 'RESOLVED',
        filename: opaque.blob.name,
        preview: undefined,
        ...(FILES_HAVE_ID && { __x_id: undefined }),
      });
      data.toJSON = () => {
        const { mediaBlob: _, __x_id: __, ...plain } = data.serialize();
        return plain;
      };
      return data;
    },
  };
}

export function mediaObject(filehash) {
  const file = files.get(filehash);
  return { filehash, size: file?.opaque.size ?? 0, type: file?.type, contentInfo: {}, consolidate() {} };
}

export async function uploadMedia({ mimetype, mediaObject: { filehash } }) {
  const { opaque } = files.get(filehash);
  const response = await fetch('/media', {
    method: 'POST',
    body: opaque.blob,
    headers: { 'content-type': mimetype },
  });
  if (!response.ok) throw new Error(`upload failed: ${response.status}`);
  const { directPath } = await response.json();
  return {
    mediaEntry: {
      mmsUrl: directPath,
      directPath,
      mediaKey: randomHex(16),
      mediaKeyTimestamp: now(),
      encFilehash: filehash,
      uploadHash: filehash,
    },
  };
}

const now = () => Math.floor(Date.now() / 1000);

/** [the message stands in the page, the server has it]. */
export function addAndSendMsgToChat(chat, attributes) {
  // A model's fields are kept under such names, and this one goes before the id that was given.
  if ('__x_id' in attributes) throw new Error('Data passed to getter must include an id property');
  const { mediaBlob: _, preview: __, ...plain } = attributes;
  const message = new MsgModel({ ...plain, ack: 0 });
  if (message.mediaKey)
    Object.assign(message, { mediaData: { mediaStage: 'RESOLVED', type: message.type }, mediaObject: {} });
  chat.msgs.add(message);
  Msg.add(message);
  chat.set({ t: message.t });
  const result = ask('send', { message: wireOf(message) }).then((answer) => {
    if (answer.ack < 0 || answer.ack > message.ack) message.set({ ack: answer.ack });
    return { messageSendResult: answer.ack < 0 ? 'ERROR' : 'OK' };
  });
  return [Promise.resolve(message), result];
}

function wireOf(message) {
  const quoted = message.quotedStanzaID && {
    id: message.quotedStanzaID,
    participant: keyOf(message.quotedParticipant),
    message: message.quotedMsg ?? null,
  };
  return {
    id: keyOf(message.id),
    to: keyOf(message.to),
    type: message.type,
    body: message.body ?? '',
    caption: message.caption ?? '',
    t: message.t,
    ...(quoted && { quoted }),
    ...(message.directPath && {
      media: {
        directPath: message.directPath,
        mimeType: message.mimetype,
        fileName: message.filename ?? null,
        size: message.size,
        type: message.type,
        filehash: message.filehash,
        mediaKey: message.mediaKey,
      },
    }),
  };
}

const MIME_TYPES = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/ogg; codecs=opus', 'audio/mp4', 'audio/mpeg', 'audio/aac', 'audio/amr'],
  ptt: ['audio/ogg; codecs=opus', 'audio/mp4', 'audio/mpeg', 'audio/aac', 'audio/amr'],
  sticker: ['image/webp'],
};

/** What a file of a kind may be called; null for documents, which may be anything. */
export const getValidMimeTypes = (type) => (MIME_TYPES[type] ? new Set(MIME_TYPES[type]) : null);

export async function downloadAndMaybeDecrypt({ directPath, type, mimetype = 'application/octet-stream' }) {
  const response = await fetch(directPath);
  if (!response.ok) throw Object.assign(new Error(`media ${response.status}`), { status: response.status });
  if (FILES_ARE_CHECKED && getValidMimeTypes(type)?.has(mimetype) === false) {
    const message = `Unexpected mimetype ${mimetype} for media type ${type}`;
    throw Object.assign(new Error(message), { name: 'InvalidMediaFileType' });
  }
  return response.arrayBuffer();
}
