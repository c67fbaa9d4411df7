// The page's modules, by the names under which the library asks for them.

import { Calls } from './calls.js';
import { createWid, MsgKey } from './ids.js';
import { ask, dropLine, leave, tell } from './line.js';
import { Collection, keyOf } from './models.js';
import {
  addAndSendMsgToChat,
  downloadAndMaybeDecrypt,
  getValidMimeTypes,
  mediaObject,
  OpaqueData,
  prepRawMedia,
  uploadMedia,
} from './sending.js';
import {
  Blocklist,
  Chat,
  Cmd,
  Conn,
  Contact,
  chatFor,
  codeKeys,
  contactFor,
  fileMessage,
  learnIdentity,
  lidOf,
  Msg,
  me,
  phoneOf,
  Reactions,
  reactionTableMode,
  Socket,
  Stream,
} from './state.js';
import { FILES_UNDER_LIDS, isSince } from './version.js';

/** By August 2026 the page promises nothing of a log-out, and settles something else before it tells WhatsApp. */
const PROMISES_LOGOUT = !isSince(2, 3000, 1_045_000_000);
const BEFORE_LOGOUT_MS = PROMISES_LOGOUT ? 0 : 500;

async function logout() {
  await new Promise((resolve) => setTimeout(resolve, BEFORE_LOGOUT_MS));
  await ask('unlink');
  await leave();
}

const nothing = async () => {};
const findLinks = (text) =>
  (String(text ?? '').match(/https?:\/\/[^\s]+/g) ?? []).map((href) => ({
    href,
    suspiciousCharacters: new Set(),
  }));
const messagesById = async (ids) => {
  const known = ids.map((id) => Msg.get(id)).filter(Boolean);
  if (known.length === ids.length) return { messages: known };
  const found = await ask('messagesById', { ids });
  return { messages: found.map((wire) => fileMessage(wire, { isNewMsg: false })) };
};
Msg.getMessagesById = messagesById;
Msg.search = async () => ({ messages: [] });
Contact.find = async (id) => {
  const wid = createWid(id);
  if (wid.isLid() && !phoneOf.has(wid._serialized)) await queryWidExists(wid);
  const contact = contactFor(wid);
  const phone = wid.isLid() && phoneOf.get(wid._serialized);
  return phone ? Object.assign(contact, { phoneNumber: phone }) : contact;
};

/** None where WhatsApp does not know the number. */
async function findOrCreateLatestChat(wid) {
  const lid = FILES_UNDER_LIDS && lidOf.get(keyOf(wid));
  const known = Chat.get(wid) ?? (lid && Chat.get(lid));
  if (known) return { chat: known };
  const exists = !wid.isUser() || (await queryWidExists(wid));
  return { chat: exists ? chatFor(wid) : undefined };
}

async function queryWidExists(wid) {
  const found = await ask('exists', { id: keyOf(wid) });
  if (!found) return null;
  learnIdentity(createWid(found.lid), createWid(found.id));
  return { wid: createWid(keyOf(wid)), biz: false };
}

const [noise, identity, adv, platform] = codeKeys;
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const collectionsWith = { Msg, Chat, Contact, Blocklist, Reactions };
for (const name of ['GroupMetadata', 'BusinessProfile', 'WAWebNewsletterCollection', 'Label', 'Status']) {
  collectionsWith[name] = new Collection();
}

const typing = (state) => (wid) => tell({ kind: 'typing', to: keyOf(wid), state });

const modules = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebStreamModel: { Stream },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: platform },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: {
    waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: bytesOf(noise) } }) },
  },
  WAWebSignalStoreApi: {
    waSignalStore: {
      getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: bytesOf(identity) } }),
    },
  },
  WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => adv },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    initializeAltDeviceLinking: nothing,
    startAltLinkingFlow: (phone) => ask('pairingCode', { phone }),
    initializeQRLinking: nothing,
  },
  WAWebMexFetchReachoutTimelockJob: {
    mexFetchReachoutTimelock: async () => {
      const { isLocked, lockEndsAt } = await ask('newChatLimits');
      return {
        is_active: isLocked,
        time_enforcement_ends: lockEndsAt,
        enforcement_type: 'RESTRICT_ALL_COMPANIONS',
      };
    },
  },
  WAWebMexFetchNewChatMessageCappingInfoJob: {
    mexFetchNewChatMessageCapping: async () => {
      const { quota, used } = await ask('newChatLimits');
      const isCapped = quota !== null && used >= quota;
      return { total_quota: quota ?? 0, used_quota: used, capping_status: isCapped ? 'CAPPED' : 'NONE' };
    },
  },
  WAWebLaunchSocketUtils: { refreshQR: () => tell({ kind: 'refreshCode' }) },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.pn, getMaybeMeLidUser: () => me.lid },

  WAWebCollections: collectionsWith,
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebCallCollection: Calls,
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen: nothing },
  WAWebAddonReactionTableMode: { reactionTableMode },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: nothing } },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },

  WAWebWidFactory: {
    createWid,
    createWidFromWidLike: createWid,
    asUserWidOrThrow: createWid,
  },
  WAWebMsgKey: MsgKey,
  WALinkify: { findLink: (text) => findLinks(text)[0], findLinks },
  WAWebChatGetters: {
    getIsNewsletter: (chat) => chat.id.isNewsletter(),
    getIsBroadcast: (chat) => chat.id.server === 'broadcast',
  },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebUpdateUnreadChatAction: {
    sendSeen: async ({ chat }) => {
      chat.set({ unreadCount: 0 });
      tell({ kind: 'seen', chat: keyOf(chat.id) });
    },
  },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
  WAWebMsgReply: { canReplyMsg: (message) => message.canReply() },
  WAWebQuotedMsgModelUtils: {
    getQuotedMsgObj: ({ id, quotedStanzaID }) =>
      Msg.getModelsArray().find((one) => one.id.id === quotedStanzaID && one.id.remote.equals(id.remote)),
  },
  WAWebSendMessageEditAction: {
    sendMessageEdit: async (message, body) => {
      await ask('edit', { id: keyOf(message.id), body });
      message.set(message.directPath ? { caption: body } : { body });
    },
  },
  WAWebSendReactionMsgAction: {
    sendReactionToMsg: (message, emoji) => ask('reaction', { id: keyOf(message.id), emoji }),
  },
  WAWebMsgActionCapability: {
    canSenderRevokeMsg: ({ id }) => id.fromMe,
    canAdminRevokeMsg: () => false,
    canStarMsg: () => true,
    canEditText: ({ id, type }) => id.fromMe && type === 'chat',
    canEditCaption: ({ id, caption }) => id.fromMe && Boolean(caption),
  },
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject: mediaObject },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type, getValidMimeTypes },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put() {} } },
  WAWebMediaMmsV4Upload: { uploadMedia },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt } },

  WAWebQueryExistsJob: { queryWidExists },
  WAWebContactProfilePicThumbBridge: {
    requestProfilePicFromServer: async ({ id }) => {
      const path = await ask('picture', { id: keyOf(id) });
      if (path === null) throw Object.assign(new Error('no picture'), { name: 'ServerStatusCodeError' });
      return { eurl: new URL(path, location.href).href };
    },
  },
  WAWebContactGetters: {
    getIsMe: ({ id }) => id.equals(me.pn) || id.equals(me.lid),
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: () => true,
    getUserid: ({ id }) => id.user,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => undefined,
    getStatusMute: () => false,
    getName: ({ name }) => name,
    getShortName: ({ name }) => String(name).split(' ')[0],
    getPushname: ({ pushname }) => pushname,
    getIsEnterprise: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: () => true },
  WAWebApiContact: {
    getAlternateUserWid: (wid) => (wid.isLid() ? phoneOf : lidOf).get(wid._serialized),
    getCurrentLid: (wid) => lidOf.get(wid._serialized),
    getPhoneNumber: (wid) => phoneOf.get(wid._serialized),
  },
  WAWebLidMigrationUtils: { toPn: (wid) => phoneOf.get(keyOf(wid)) },
  WAWebContactStatusBridge: { getStatus: async () => ({ status: '' }) },
  WAWebChatLoadMessages: {
    loadEarlierMsgs: async ({ chat }) => {
      const oldest = Math.min(...chat.msgs.getModelsArray().map(({ t }) => t), Number.MAX_SAFE_INTEGER);
      const known = new Set(chat.msgs.getModelsArray().map(({ id }) => keyOf(id)));
      const earlier = await ask('earlier', { chat: keyOf(chat.id), before: oldest, known: [...known] });
      return earlier.map((wire) => fileMessage(wire, { isNewMsg: false }));
    },
  },
  WAWebChatStateBridge: {
    sendChatStateComposing: typing('typing'),
    sendChatStateRecording: typing('recording'),
    sendChatStatePaused: typing('paused'),
  },
  WAWebPresenceChatAction: { sendPresence: nothing },
  WAWebPhoneUtils: { formatPhone: (text) => text },
  WAPhoneFindCC: () => '',
  WAWebWidToJid: { widToUserJid: (wid) => wid.toJid(), widToChatJid: (wid) => wid.toJid() },
  WAWebJidToWid: { userJidToUserWid: createWid },
};

Stream.markAvailable = () => {};
Stream.markUnavailable = () => {};

Object.assign(Cmd, {
  refreshQR: () => tell({ kind: 'refreshCode' }),
  openChatBottom: nothing,
  archiveChat: async (chat, archive) => chat.set({ archive }),
  pinChat: nothing,
  markChatUnread: async (chat, isUnread) => chat.set({ unreadCount: isUnread ? -1 : 0 }),
  sendRevokeMsgs: async (_chat, { list }) => {
    for (const message of list) {
      await ask('revoke', { id: keyOf(message.id) });
      message.set({ type: 'revoked', body: '' });
    }
  },
  sendDeleteMsgs: async (chat, { list }) => {
    for (const message of list) {
      chat.msgs.remove(message);
      Msg.remove(message);
    }
  },
});

Object.assign(Socket, {
  logout: PROMISES_LOGOUT ? logout : () => void logout(),
  takeover: () => tell({ kind: 'takeover' }),
  reconnect: dropLine,
});
Socket.serialize = () => ({ state: Socket.state, hasSynced: Socket.hasSynced });

const withheld = new Set(document.documentElement.dataset.withheld.split(' '));
window.require = (name) => {
  if (Object.hasOwn(modules, name) && !withheld.has(name)) return modules[name];
  fetch('/missing', { method: 'POST', body: name }).catch(() => {});
  throw new Error(`Requiring unknown module "${name}"`);
};
