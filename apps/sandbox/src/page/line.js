// The line to the sandbox: one WebSocket, JSON both ways; reconnects by itself, as the real page does.

import { ring } from './calls.js';
import { crash } from './crash.js';
import { whatsNew } from './dialog.js';
import { createWid } from './ids.js';
import { clearLogin, writeLogin } from './login.js';
import { Model } from './models.js';
import {
  Blocklist,
  Cmd,
  Conn,
  changeMessage,
  chatFor,
  codeKeys,
  contactFor,
  fileMessage,
  learnIdentity,
  Msg,
  me,
  Socket,
} from './state.js';
import { FILES_UNDER_LIDS } from './version.js';

const RECONNECT_MS = 300;
const pending = new Map();
let line = null;
let login = null;
let ticket = 0;
let isLoggingOut = false;

export function tell(message) {
  if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify(message));
}

/** A question with an answer; what was asked and not answered is asked again on the next line. */
export function ask(kind, body = {}) {
  const id = ++ticket;
  return new Promise((resolve, reject) => {
    const message = { ...body, kind, ticket: id };
    pending.set(id, { resolve, reject, message });
    if (Socket.state === 'CONNECTED' || kind === 'pairingCode') tell(message);
  });
}

/** Starts, with what is known of who we are. */
export function connectLine(knownLogin) {
  login = knownLogin;
  openLine();
}

/** The page is about to leave: the line is not opened again. */
export async function leave() {
  isLoggingOut = true;
  await clearLogin();
  Cmd.trigger('logout');
  location.href = '/?post_logout=1';
}

export const dropLine = () => line?.close();

function openLine() {
  line = new WebSocket(`wss://${location.host}/line`);
  line.onmessage = ({ data }) => hear(JSON.parse(data));
  line.onclose = () => {
    if (isLoggingOut) return;
    if (Socket.state === 'CONNECTED') Socket.set({ state: 'OPENING' });
    setTimeout(openLine, RECONNECT_MS);
  };
  line.onopen = () =>
    tell({
      kind: 'hello',
      version: window.Debug.VERSION,
      secret: login?.secret ?? null,
      seen: Msg.length > 0,
      keys: codeKeys,
    });
}

function hear(message) {
  const handler = hearing[message.kind];
  if (handler) return handler(message);
  console.error(`unknown message from the sandbox: ${message.kind}`);
}

const hearing = {
  answer({ ticket: id, value, error }) {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error) waiting?.reject(Object.assign(new Error(error.message), error));
    else waiting?.resolve(value);
  },

  /** A code to scan; a new one follows before this one runs out. */
  code({ ref }) {
    Conn.set({ ref });
    if (Socket.state !== 'UNPAIRED') Socket.set({ state: 'UNPAIRED' });
  },

  codeExpired() {
    Socket.set({ state: 'UNPAIRED_IDLE' });
  },

  async paired({ secret, account }) {
    Socket.set({ state: 'PAIRING' });
    login = { secret, me: account };
    await writeLogin(login);
    tell({ kind: 'hello', version: window.Debug.VERSION, secret, seen: false, keys: codeKeys });
  },

  /** The phone has accepted the code, but wants the browser to know the account's passkey. */
  passkeyAsked() {
    Socket.set({ state: 'PAIRING' });
    const publicKey = { challenge: new Uint8Array(32), rpId: 'whatsapp.com', userVerification: 'required' };
    navigator.credentials.get({ publicKey }).catch(() => {});
  },

  /** The device is known: here is what there is, and what came meanwhile. */
  async welcome({ account, contacts, messages, unread, blocked, syncDelayMs, sync, showsDialog }) {
    me.pn = createWid(account.id);
    me.lid = createWid(account.lid);
    Conn.set({ wid: me.pn, pushname: account.name });
    for (const contact of contacts) {
      if (contact.lid && contact.isLidKnown) learnIdentity(createWid(contact.lid), createWid(contact.id));
      contactFor(createWid(contact.id), contact.name);
    }
    for (const { id, lid } of blocked) {
      if (FILES_UNDER_LIDS) learnIdentity(createWid(lid), createWid(id));
      Blocklist.add(new Model({ id: createWid(FILES_UNDER_LIDS ? lid : id) }));
    }
    Socket.set({ state: 'CONNECTED' });
    for (const { isNew, ...message } of messages) {
      fileMessage(message, { isNewMsg: isNew });
      if (isNew) tell({ kind: 'received', id: message.id });
    }
    for (const [id, count] of Object.entries(unread)) chatFor(createWid(id)).set({ unreadCount: count });
    for (const { message } of pending.values()) tell({ ...message, isRepeat: true });
    if (showsDialog) await showDialog();
    setTimeout(() => markSynced(sync), syncDelayMs);
  },

  /** The login is not, or no longer, accepted. */
  async refused() {
    login = null;
    await clearLogin();
    tell({ kind: 'hello', version: window.Debug.VERSION, secret: null, seen: false, keys: codeKeys });
  },

  message({ message }) {
    fileMessage(message, { isNewMsg: true });
    if (!message.fromMe) tell({ kind: 'received', id: message.id });
  },

  ack({ id, ack }) {
    const message = Msg.get(id);
    if (message && (ack < 0 || ack > message.ack)) message.set({ ack });
  },

  changed({ message }) {
    changeMessage(message);
  },

  call({ call }) {
    ring(call);
  },

  typing({ chat, state }) {
    chatFor(createWid(chat)).set({ presence: state });
  },

  state({ state }) {
    Socket.set({ state });
  },

  logout: leave,

  dialog: showDialog,

  reload() {
    location.reload();
  },

  freeze({ durationMs }) {
    const until = Date.now() + durationMs;
    while (Date.now() < until);
  },

  crash,
};

async function showDialog() {
  tell({ kind: 'dialog', isOpen: true });
  await whatsNew();
  tell({ kind: 'dialog', isOpen: false });
}

/** `silent`: synced without a word, as the real page sometimes is before anybody listens. */
function markSynced(mode) {
  if (mode === 'never') return;
  if (mode === 'silent') {
    Socket.hasSynced = true;
    return;
  }
  Socket.hasSynced = false;
  Socket.set({ hasSynced: true });
}
