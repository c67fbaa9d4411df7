// Runs inside WhatsApp's page, before its own scripts. Our side calls `start` and then `wait` until the work is done, so
// that no single call lasts long: a call that does not come back means that the page is frozen, not that it is busy.
// Everything is looked up at the moment of use, because the page's modules come later than this script.

const CHUNK_MS = 4000;
const ACK_WAIT_MS = 4000;
const ACK_POLL_MS = 20;
const PREVIEW_WAIT_MS = 3000;
const EARLIER_PAGES = 20;
/** A little less than our side waits for a log-out, which takes the page some seconds. */
const LOGOUT_WAIT_MS = 15_000;
/** For a chat's earlier messages; one that did not give them in time is not waited for again. */
const CHAT_MS = 5000;
const LONGEST_PREPARATION_MS = 15 * 60_000;
/** A little less than our side waits for a file; the page goes on fetching a large one, and the next attempt finds it further. */
const FETCH_WAIT_MS = 170_000;
const FETCH_POLL_MS = 250;
const BYTES_PER_CHUNK = 0x8000;

const jobs = new Map();
const sendsUnderWay = new Map();

const collections = () => window.require('WAWebCollections');
const socket = () => window.require('WAWebSocketModel').Socket;
const createWid = (id) => window.require('WAWebWidFactory').createWid(id);
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** A person's, a chat's or a message's id as text. */
const serialized = (id) => (id ? (id._serialized ?? String(id)) : null);

Object.defineProperty(window, '__soulKgBridge', {
  value: { start, wait },
  enumerable: false,
});

async function start(ticket, name, argument) {
  const work = Promise.resolve().then(() => {
    mendLibrary();
    return operations[name](argument ?? {});
  });
  jobs.set(
    ticket,
    work.then(
      (value) => ({ state: 'done', value: value ?? null }),
      (error) => ({ state: 'failed', message: String(error?.message ?? error) }),
    ),
  );
  return wait(ticket);
}

// JSON text, because the library's models need their own toJSON, which the browser's protocol would not call.
async function wait(ticket) {
  const job = jobs.get(ticket);
  if (!job) return JSON.stringify({ state: 'lost' });
  const outcome = await Promise.race([job, later(CHUNK_MS)]);
  if (!outcome) return JSON.stringify({ state: 'running' });
  jobs.delete(ticket);
  return JSON.stringify(outcome);
}

// --- what whatsapp-web.js 1.34.7 does not know of the page

/** In each document, once the library is in it; whatever it does to itself afterwards. */
function mendLibrary() {
  if (!window.WWebJS) return;
  try {
    nameMessageKeys(window.require('WAWebMsgKey'));
  } catch {
    // The page of another release: its keys are read by what they are made of.
  }
  keepMessageIds(window.WWebJS);
}

/**
 * Since WhatsApp Web 2.3000.1042401057 the text of a message's key has a name of the minifier's. The library reads it as
 * `_serialized`, where it looks for what it has just sent, for one, and for the last message of a chat.
 */
function nameMessageKeys({ prototype }) {
  if ('_serialized' in prototype) return;
  Object.defineProperty(prototype, '_serialized', {
    configurable: true,
    get() {
      return this.toString();
    },
    // The page of before keeps it under this name itself.
    set(value) {
      const own = { value, configurable: true, enumerable: true, writable: true };
      Object.defineProperty(this, '_serialized', own);
    },
  });
}

/**
 * Since WhatsApp Web 2.3000.1047775310 the model of a file has a field `__x_id`. The library spreads the model over the
 * message that it sends, where WhatsApp's own code then takes that for the message's id, and throws.
 */
function keepMessageIds(library) {
  const { processMediaData } = library;
  if (!processMediaData || processMediaData.isOurs) return;
  const kept = async (...given) => {
    const model = await processMediaData(...given);
    if (Object.hasOwn(model, '__x_id')) Reflect.defineProperty(model, '__x_id', { enumerable: false });
    return model;
  };
  kept.isOurs = true;
  library.processMediaData = kept;
}

const operations = {
  snapshot,
  refreshCode: () => window.require('WAWebCmd').Cmd.refreshQR(),
  announceSynced,
  me,
  contact,
  profile,
  send,
  findSent,
  recentMessages,
  downloadMedia,
  logout,
  pairingCode,
  closeDialog,
  newChatLimits,
  watchCalls,
  call: callFacts,
};

// --- state

let isPasskeyAsked = false;
watchPasskeys();

/** A link that needs a passkey ends in the browser's own dialog, which a server cannot answer: all that can be done is to notice. */
function watchPasskeys() {
  const credentials = navigator.credentials;
  const get = credentials?.get;
  if (!get) return;
  credentials.get = function (options, ...rest) {
    if (options?.publicKey) isPasskeyAsked = true;
    return get.call(this, options, ...rest);
  };
}

function snapshot() {
  const isLoaded = typeof window.require === 'function' && window.Debug?.VERSION !== undefined;
  if (!isLoaded)
    return { state: null, hasSynced: false, isInjected: false, hasDialog: false, isPasskeyAsked };
  const { state, hasSynced } = socket();
  return {
    state: state ?? null,
    hasSynced: Boolean(hasSynced),
    isInjected: window.WWebJS !== undefined,
    hasDialog: openDialog() !== null,
    isPasskeyAsked,
  };
}

const openDialog = () => document.querySelector('[role="dialog"]');

/** Of what a dialog offers, what ends the session is never chosen by nobody. */
const ENDS_SESSION = /log\s*out|unlink|выйти|выход|отвяз|чыгуу/i;

/** "What's new" and its like: closed as a person would, by the last button, which is the one that goes on. */
function closeDialog() {
  const buttons = [...(openDialog()?.querySelectorAll('button, [role="button"]') ?? [])];
  const harmless = buttons.filter((button) => !ENDS_SESSION.test(button.textContent));
  harmless.at(-1)?.click();
  return harmless.length > 0;
}

/** The code to type on the phone of that number (digits only) instead of scanning. */
async function pairingCode({ phone }) {
  const linking = window.require('WAWebAltDeviceLinkingApi');
  linking.setPairingType('ALT_DEVICE_LINKING');
  await linking.initializeAltDeviceLinking();
  return linking.startAltLinkingFlow(phone, true);
}

/**
 * WhatsApp's page promises nothing of a log-out: it tells WhatsApp, deletes what it has, and leaves. That is how whoever
 * asked hears of it, since a page that has left answers no more.
 */
async function logout() {
  await socket().logout();
  await later(LOGOUT_WAIT_MS);
  throw new Error('NOT_LOGGED_OUT');
}

/** whatsapp-web.js listens for the *change* of hasSynced only, and late: where it came before, this tells it. */
function announceSynced() {
  if (typeof window.onAppStateHasSyncedEvent !== 'function') return false;
  window.onAppStateHasSyncedEvent();
  return true;
}

function me() {
  const user = window.require('WAWebUserPrefsMeUser');
  return { phone: serialized(user.getMaybeMePnUser()), lid: serialized(user.getMaybeMeLidUser()) };
}

async function contact({ chatId, mayAskServer = false }) {
  const ids = await bothIds(chatId, { mayAskServer });
  const { Contact } = collections();
  const models = [ids.lid, ids.phone].filter(Boolean).map((id) => Contact.get(id));
  // What the owner saved goes before what the person calls himself.
  const names = ['name', 'verifiedName', 'pushname'].flatMap((field) =>
    models.map((model) => model?.[field]),
  );
  const name = names.find((text) => /\p{L}/u.test(text ?? ''));
  return { ...ids, name: name ?? null };
}

/** A person's phone id and privacy id, as far as the page knows them; only a missing phone is worth a question. */
async function bothIds(chatId, { mayAskServer }) {
  const wid = createWid(chatId);
  const isLid = wid.server === 'lid';
  let other = otherIdOf(wid);
  if (isLid && !other && mayAskServer) {
    await window.require('WAWebQueryExistsJob').queryWidExists(wid);
    other = otherIdOf(wid);
  }
  return isLid
    ? { phone: serialized(other), lid: serialized(wid) }
    : { phone: serialized(wid), lid: serialized(other) };
}

function otherIdOf(wid) {
  const api = window.require('WAWebApiContact');
  return wid.server === 'lid' ? api.getPhoneNumber(wid) : api.getCurrentLid(wid);
}

/** What WhatsApp shows of a person; the name is known here, the picture is asked for, as is a number that is missing. */
async function profile({ chatId, maxBytes }) {
  const known = await contact({ chatId, mayAskServer: true });
  return { ...known, picture: await picture(chatId, maxBytes) };
}

async function picture(chatId, maxBytes) {
  const url = await pictureUrl(chatId);
  if (!url) return null;
  const response = await fetch(url);
  if ([403, 404, 410].includes(response.status)) return null;
  if (!response.ok) throw new Error(`PICTURE_${response.status}`);
  const bytes = await response.arrayBuffer();
  return bytes.byteLength > maxBytes ? null : base64(bytes);
}

async function pictureUrl(chatId) {
  try {
    const chat = await window.WWebJS.getChat(chatId);
    const bridge = window.require('WAWebContactProfilePicThumbBridge');
    return (await bridge.requestProfilePicFromServer(chat))?.eurl ?? null;
  } catch (error) {
    // So it says that there is none, or not for us.
    if (error?.name === 'ServerStatusCodeError') return null;
    throw error;
  }
}

// --- sending

/**
 * Answers `{ sent }`, or `{ refused }` where the message certainly did not leave, or stands in the page without a word of
 * WhatsApp's server; throws where nothing is known. A slow upload goes on when nobody waits for it any more: whoever sends
 * under its key again waits for the same send.
 */
function send(command) {
  const { sendKey } = command;
  const current = sendsUnderWay.get(sendKey);
  if (current) return current.work;
  const attempt = { startedAtMs: Date.now(), mayHaveLeft: false, isCalledOff: false };
  attempt.work = sendOnce(command, attempt).finally(() => {
    if (sendsUnderWay.get(sendKey) === attempt) sendsUnderWay.delete(sendKey);
  });
  sendsUnderWay.set(sendKey, attempt);
  return attempt.work;
}

async function sendOnce({ chatId, sendKey, content, quotedId, media }, attempt) {
  const chat = await chatToSendTo(chatId);
  if (chat.refused) return chat;
  const options = { mentionedJidList: [], quotedMessageId: quotedId ?? undefined, ignoreQuoteErrors: true };
  if (media) Object.assign(options, mediaOptions(media, content));
  else options.extraOptions = await linkPreview(content);
  if (attempt.isCalledOff) return refuse('notSent', 'REJECTED');
  if (!installSendKeys()) attempt.mayHaveLeft = true;
  hideSendKeyIn(options, sendKey, attempt);
  try {
    const message = await window.WWebJS.sendMessage(chat.model, media ? '' : content, options);
    if (!message) throw new Error('the page has no message after sending');
    await untilAcked(message);
    if (message.ack < 0 && isNewChat(chat.model, message) && (await areNewChatsClosed())) {
      return refuse('notSent', 'NEW_CHATS_BLOCKED');
    }
    // Under an id of the page's own it could not be looked for, and would be sent twice.
    if (isOnlyHere(message) && message.id.id === sendKey) return refuse('unknown', 'NOT_CONFIRMED');
    return { sent: { id: serialized(message.id), ack: message.ack ?? null } };
  } catch (error) {
    if (attempt.mayHaveLeft) throw error;
    return refuse('notSent', 'REJECTED', error);
  }
}

/** What hangs before its key is used is called off in the end, and then certainly does not leave any more. */
function isUnderWay(sendKey) {
  const attempt = sendsUnderWay.get(sendKey);
  if (!attempt) return false;
  if (attempt.mayHaveLeft || Date.now() - attempt.startedAtMs < LONGEST_PREPARATION_MS) return true;
  attempt.isCalledOff = true;
  sendsUnderWay.delete(sendKey);
  return false;
}

// What WhatsApp allows towards people who have not written first. Its page keeps this to itself; where these modules are
// not there, or answer in another form, nothing is known.

async function newChatLimits() {
  const [lock, cap] = await Promise.all([
    answerOf('WAWebMexFetchReachoutTimelockJob', 'mexFetchReachoutTimelock'),
    answerOf('WAWebMexFetchNewChatMessageCappingInfoJob', 'mexFetchNewChatMessageCapping'),
  ]);
  const endsAt = Number(lock?.time_enforcement_ends);
  return {
    isLocked: Boolean(lock?.is_active),
    lockedUntilMs: lock?.is_active && endsAt > 0 ? endsAt * 1000 : null,
    ...quotaOf(cap),
  };
}

/** The page says 0 of 0 where nothing is limited; whether a quota is used up is for WhatsApp alone to say. */
function quotaOf(cap) {
  const [quota, used] = [cap?.total_quota, cap?.used_quota].map((count) => Math.max(count ?? 0, 0));
  if (cap?.capping_status === 'CAPPED') return { quota, used: Math.max(quota, used) };
  return used < quota ? { quota, used } : { quota: null, used: null };
}

/** Null where this page does not say; throws where it has no answer now, as without network: what was known stays true. */
async function answerOf(moduleName, functionName) {
  const asked = Promise.resolve()
    .then(() => window.require(moduleName)[functionName]())
    .catch(() => null);
  const answer = await Promise.race([asked, later(CHUNK_MS).then(() => 'none')]);
  if (answer === 'none' || socket().state !== 'CONNECTED') throw new Error('NOT_CONNECTED');
  return answer;
}

async function areNewChatsClosed() {
  const limits = await newChatLimits().catch(() => null);
  return limits !== null && isClosed(limits);
}

const isClosed = ({ isLocked, quota, used }) =>
  isLocked || (quota !== null && used !== null && used >= quota);
const isNewChat = (chat, message) =>
  chat.msgs.getModelsArray().every((other) => other === message || other.ack < 0);

function refuse(failure, code, error) {
  return { refused: { failure, code, message: error ? String(error?.message ?? error) : null } };
}

async function chatToSendTo(chatId) {
  if (socket().state !== 'CONNECTED' || !window.WWebJS) return refuse('notSent', 'NOT_CONNECTED');
  try {
    const wid = createWid(chatId);
    const { Chat, Blocklist } = collections();
    // A page of today files chats, and who is blocked, under privacy ids; under a phone it may know neither.
    const ids = [wid, otherIdOf(wid)].filter(Boolean);
    if (ids.some((id) => Blocklist?.get(id))) return refuse('permanent', 'RECIPIENT_BLOCKED');
    if (!ids.some((id) => Chat.get(id)) && wid.server === 'c.us') {
      const found = await window.require('WAWebQueryExistsJob').queryWidExists(wid);
      if (!found?.wid) return refuse('permanent', 'NOT_ON_WHATSAPP');
    }
    const model = await window.WWebJS.getChat(chatId, { getAsModel: false });
    if (!model) return refuse('notSent', 'NO_CHAT');
    // Somebody answers, so the chat has been read; that the tick fails must not hold up the answer.
    window.WWebJS.sendSeen(chatId).catch(() => {});
    return { model };
  } catch (error) {
    return refuse('notSent', 'REJECTED', error);
  }
}

function mediaOptions({ kind, mimeType, fileName, data }, caption) {
  return {
    media: { mimetype: mimeType, filename: fileName, data },
    caption: caption || undefined,
    isCaptionByUser: Boolean(caption),
    sendMediaAsDocument: kind === 'DOCUMENT',
    sendAudioAsVoice: kind === 'VOICE',
    sendMediaAsSticker: kind === 'STICKER' && mimeType === 'image/webp',
  };
}

/** Made here rather than by the library, whose own way copies the options and would lose the hidden key. */
async function linkPreview(content) {
  try {
    const link = window.require('WALinkify').findLink(content);
    if (!link) return {};
    const asked = window.require('WAWebLinkPreviewChatAction').getLinkPreview(link);
    const preview = await Promise.race([asked, later(PREVIEW_WAIT_MS)]);
    return preview?.data ? { ...preview.data, preview: true, subtype: 'url' } : {};
  } catch {
    return {};
  }
}

/**
 * The library makes a message's id by WAWebMsgKey.newId(), and reads options.invokedBotWid in the same turn just before.
 * That property is therefore a getter that arms the key for this turn only, so that no other message can take it.
 */
let armed = null;

function hideSendKeyIn(options, sendKey, attempt) {
  Object.defineProperty(options, 'invokedBotWid', {
    enumerable: false,
    configurable: true,
    get() {
      if (attempt.isCalledOff) throw new Error('CALLED_OFF');
      const own = { sendKey, attempt };
      armed = own;
      queueMicrotask(() => {
        if (armed === own) armed = null;
      });
      return undefined;
    },
  });
}

/** False where the page does not let itself be changed: messages then leave with ids of the page's own making. */
function installSendKeys() {
  const MsgKey = window.require('WAWebMsgKey');
  if (MsgKey.newId.isOurs) return true;
  const original = MsgKey.newId;
  const newId = function (...rest) {
    if (!armed) return original.apply(this, rest);
    const { sendKey, attempt } = armed;
    armed = null;
    attempt.mayHaveLeft = true;
    return Promise.resolve(sendKey);
  };
  newId.isOurs = true;
  try {
    MsgKey.newId = newId;
  } catch {
    // a frozen module
  }
  return MsgKey.newId === newId;
}

/** The page shows a message before the server has it, and keeps it for when the network is back. */
const isOnlyHere = (message) => message.ack === 0;
/** What the server refused stays in the page, and was never sent; that is told by its send and its ack. */
const isAccepted = (message) => !(message.ack <= 0);

async function untilAcked(message) {
  const until = Date.now() + ACK_WAIT_MS;
  while (!message.ack && Date.now() < until && socket().state === 'CONNECTED') await later(ACK_POLL_MS);
}

// --- looking up

async function findSent({ chatId, sendKey }) {
  if (!socket().hasSynced || !window.WWebJS) throw new Error('NOT_CONNECTED');
  if (isUnderWay(sendKey)) throw new Error('NOT_CONFIRMED');
  const { phone, lid } = await bothIds(chatId, { mayAskServer: false });
  const ids = [phone, lid].filter(Boolean);
  for (const id of ids) {
    const message = await messageById(`true_${id}_${sendKey}`);
    if (message) return foundAs(message);
  }
  const chats = ids.map((id) => collections().Chat.get(createWid(id))).filter(Boolean);
  for (const chat of chats) {
    const message = chat.msgs.getModelsArray().find(({ id }) => id.fromMe && id.id === sendKey);
    if (message) return foundAs(message);
  }
  return null;
}

/** What only the page has may leave at any moment, or never: neither found nor missing. */
function foundAs(message) {
  if (isOnlyHere(message)) throw new Error('NOT_CONFIRMED');
  return { id: serialized(message.id), ack: message.ack ?? null };
}

async function messageById(id) {
  const { Msg } = collections();
  return Msg.get(id) ?? (await Msg.getMessagesById([id]))?.messages?.[0] ?? null;
}

/** What one chat or one message does not give is passed over, and told by its id: it must not hold up the others. */
async function recentMessages({ sinceMs, limit }) {
  const chats = collections()
    .Chat.getModelsArray()
    .filter(({ id, t }) => ['c.us', 'lid'].includes(id.server) && (!t || t * 1000 >= sinceMs));
  const passedOver = [];
  const found = [];
  for (const chat of chats) found.push(...(await messagesSince(chat, sinceMs, passedOver)));
  const first = found.sort((a, b) => a.t - b.t).slice(0, limit);
  for (const message of first) if (message.type === 'ciphertext') tellOnceReadable(message);
  const reactions = await Promise.all(first.filter(({ hasReaction }) => hasReaction).map(reactionsTo));
  return {
    messages: first.map((message) => plainOf(message, passedOver)).filter(Boolean),
    reactions: reactions.flat(),
    passedOver,
    moreFromMs: first.length < limit ? null : first.at(-1).t * 1000,
  };
}

/** With what is reacted to a message now, found as the library's Message.getReactions does; nothing where the page does not say. */
async function reactionsTo({ id }) {
  try {
    const asked = collections().Reactions.find(serialized(id));
    const kept = await Promise.race([asked, later(CHAT_MS)]);
    const byEmoji = JSON.parse(JSON.stringify(kept?.reactions?.serialize() ?? []));
    return byEmoji.flatMap(({ senders }) => senders).map((sender) => ({ ...sender, msgId: id }));
  } catch {
    return [];
  }
}

async function messagesSince(chat, sinceMs, passedOver) {
  const isRecent = (message) => message.t * 1000 >= sinceMs;
  const isWhatsApps = (message) => !message.isNotification && !(message.id.fromMe && !isAccepted(message));
  const loaded = () => chat.msgs.getModelsArray();
  try {
    await inTime(chat, async (isOver) => {
      for (let page = 0; loaded().every(isRecent) && !isOver(); page++) {
        const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
        if (!earlier?.length) break;
        // There is more, for which the next reading is: it goes on from here.
        if (page + 1 === EARLIER_PAGES && loaded().every(isRecent)) throw new Error('CHAT_TOO_LONG');
      }
    });
  } catch {
    passedOver.push(serialized(chat.id));
  }
  return loaded().filter((message) => isRecent(message) && isWhatsApps(message));
}

const stalledChats = new WeakSet();

async function inTime(chat, load) {
  let isOver = false;
  const waited = later(stalledChats.has(chat) ? 0 : CHAT_MS).then(() => {
    isOver = true;
    return 'stalled';
  });
  if ((await Promise.race([load(() => isOver), waited])) !== 'stalled') return;
  stalledChats.add(chat);
  throw new Error('CHAT_STALLED');
}

/** As the library tells it, and certain to leave the page. */
function plainOf(message, passedOver) {
  try {
    return JSON.parse(JSON.stringify(window.WWebJS.getMessageModel(message)));
  } catch {
    passedOver.push(serialized(message.id));
    return null;
  }
}

const awaitedMessages = new WeakSet();

/**
 * A message that cannot be read yet is told as a new one once it can. The library does so only for those that it saw come;
 * as it does, the phone is asked to send it anew.
 */
function tellOnceReadable(message) {
  if (awaitedMessages.has(message)) return;
  awaitedMessages.add(message);
  message.once('change:type', () => {
    if (message.type !== 'revoked') window.onAddMessageEvent(window.WWebJS.getMessageModel(message));
  });
  if (message.subtype?.endsWith('_unavailable_fanout')) return;
  try {
    const resend = window.require('WAWebNonMessageDataRequestPlaceholderMessageResendUtils');
    resend.handlePlaceholderMsgsSeen([message], true);
  } catch {
    // It comes without being asked for, or not at all.
  }
}

// --- calls

const callCollection = () => window.require('WAWebCallCollection');
let areCallsWatched = false;

/**
 * whatsapp-web.js 1.34.7 tells of calls that are filed in the collection's map. A page that can take calls itself, as
 * WhatsApp's own does by now, files none there: it makes them the collection's active one. Told again, it is the same call.
 */
function watchCalls() {
  if (areCallsWatched) return;
  const tellActive = () => tellCall(callCollection().activeCall);
  callCollection().on('change:activeCall', tellActive);
  areCallsWatched = true;
  // It may ring already.
  tellActive();
}

/** Only what has no cycles: the library's binding takes JSON. Nothing may be thrown into WhatsApp's own events. */
function tellCall(call) {
  try {
    const { id, isVideo, isGroup, outgoing } = call ?? {};
    const peerJid = serialized(call?.peerJid);
    if (!id || !peerJid) return;
    window.onIncomingCall({
      ...{ id: String(id), peerJid },
      ...{ isVideo: Boolean(isVideo), isGroup: Boolean(isGroup), outgoing: Boolean(outgoing) },
    });
  } catch {
    // The page has been injected anew, or never was: the library then tells of no calls either.
  }
}

/** What the library leaves out: when somebody began to call, and the group that it is a call of. */
function callFacts({ id }) {
  const calls = callCollection();
  const call = calls.get?.(id) ?? (calls.activeCall?.id === id ? calls.activeCall : null);
  return { isGroup: Boolean(call?.isGroup || call?.groupJid), offeredAt: call?.offerTime || null };
}

// --- files

/**
 * As the library's Message.downloadMedia does it, but for its stages: one that ended in an error, or still fetches, says
 * nothing of whether the file is there, while WhatsApp's own answer to the download does. Null: WhatsApp no longer has it.
 * A message that the page does not know, or cannot read yet, may come.
 */
async function downloadMedia({ id, maxBytes }) {
  const message = await messageUnderAnyId(id);
  if (!message || message.type === 'ciphertext') throw new Error('MESSAGE_NOT_FOUND');
  if (!message.mediaData || !message.directPath) return null;
  if (message.size > maxBytes) throw new Error('MEDIA_TOO_LARGE');
  const stage = () => String(message.mediaData.mediaStage);
  if (stage() === 'REUPLOADING') throw new Error('MEDIA_REUPLOADING');
  try {
    if (!['RESOLVED', 'FETCHING'].includes(stage())) {
      await message.downloadMedia({ downloadEvenIfExpensive: true, rmrReason: 1 });
    }
    const until = Date.now() + FETCH_WAIT_MS;
    while (stage() === 'FETCHING' && Date.now() < until) await later(FETCH_POLL_MS);
    if (['FETCHING', 'REUPLOADING'].includes(stage())) throw new Error(`MEDIA_${stage()}`);
    const file = await decryptedFile(message);
    if (file.byteLength > maxBytes) throw new Error('MEDIA_TOO_LARGE');
    return { data: base64(file), mimeType: message.mimetype ?? null, fileName: message.filename ?? null };
  } catch (error) {
    if (error?.status === 404 || error?.status === 410) return null;
    throw error;
  }
}

/** The chat may go on under the person's other id by now. */
async function messageUnderAnyId(id) {
  const message = await messageById(id);
  if (message) return message;
  const [side, chatId, key] = id.split('_');
  if (!key) return null;
  const { phone, lid } = await bothIds(chatId, { mayAskServer: false });
  for (const other of [phone, lid]) {
    const found = other && other !== chatId && (await messageById(`${side}_${other}_${key}`));
    if (found) return found;
  }
  return null;
}

function decryptedFile(message) {
  const untraced = { addAnnotations: () => untraced, addPoint: () => untraced };
  const { directPath, encFilehash, filehash, mediaKey, mediaKeyTimestamp, type } = message;
  return window.require('WAWebDownloadManager').downloadManager.downloadAndMaybeDecrypt({
    directPath,
    encFilehash,
    filehash,
    mediaKey,
    mediaKeyTimestamp,
    type,
    mimetype: allowedMimeType(message),
    signal: new AbortController().signal,
    downloadQpl: untraced,
  });
}

/**
 * Since August 2026 WhatsApp's page hands out no file whose name for its kind is not in a list of its own, as `audio/ogg`
 * without its codec, nor one without such a name. It is asked for under the first of the list then: the bytes are the same.
 */
function allowedMimeType({ type, mimetype }) {
  try {
    const allowed = window.require('WAWebMmsMediaTypes').getValidMimeTypes(type);
    if (allowed && !allowed.has(mimetype)) return [...allowed][0];
  } catch {
    // A page without such a list.
  }
  return mimetype;
}

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  let binary = '';
  for (let at = 0; at < bytes.length; at += BYTES_PER_CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + BYTES_PER_CHUNK));
  }
  return btoa(binary);
}
