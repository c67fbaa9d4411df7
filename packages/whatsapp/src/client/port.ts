import type { MessageKind } from '@soul-kg-crm/shared/enums';

// The port: all that the rest of the product knows about a WhatsApp connection. Nothing outside this folder imports
// whatsapp-web.js.

/** Why a session is not, or no longer, connected. */
export type SessionEnd =
  | 'LOGGED_OUT'
  | 'CODE_NOT_SCANNED'
  | 'CONFLICT'
  | 'BLOCKED'
  | 'UNSUPPORTED_VERSION'
  /** WhatsApp wants the link confirmed by a passkey, which no server can give. */
  | 'PASSKEY_REQUIRED'
  /** The page lost WhatsApp for longer than it takes to come back by itself. */
  | 'NETWORK_AWAY'
  /** The library gave up on the login: its `auth_failure`. */
  | 'AUTH_FAILED'
  /** A login that was accepted before is shown a code. */
  | 'LOGIN_NOT_ACCEPTED'
  /** What is stored of the login cannot be read. */
  | 'LOGIN_UNREADABLE'
  /** What is stored is a login at other servers: the real ones' with a stand-in, or the other way round. */
  | 'LOGIN_OF_OTHER_SERVER'
  /** The browser has grown too large. */
  | 'MEMORY_LIMIT'
  | 'BROWSER_GONE'
  | 'PAGE_CRASHED'
  | 'PAGE_UNRESPONSIVE'
  | 'NEVER_READY'
  | 'START_FAILED'
  | 'STOPPED';

export type ClientEvent = ConnectionEvent | MessageEvent;

/** What becomes of the connection. */
export type ConnectionEvent =
  /** A new code to scan: its raw text, and for how long it is good. */
  | { kind: 'qr'; code: string; expiresInMs: number }
  /** Somebody has scanned the code: what the phone has comes next, and `ready` may take minutes. */
  | { kind: 'scanned' }
  | { kind: 'authenticated' }
  /** The phone number (+996…), the privacy id, or '' while neither is known. */
  | { kind: 'ready'; phoneNumber: string; pushName: string | null }
  /** The network between the page and WhatsApp came or went; the session itself goes on. */
  | { kind: 'link'; isOnline: boolean }
  | { kind: 'ended'; reason: SessionEnd; detail: string | null };

/** What comes by it. */
export type MessageEvent =
  /**
   * It came at `cameAtMs`; what came before it may be told later. `isSealed`: it cannot be read yet, as WhatsApp has not
   * delivered its key in the time that this usually takes; all that is known is who wrote, and when. It is told again without
   * this once it can be read.
   */
  | { kind: 'message'; message: ProviderMessage; isSealed?: boolean; cameAtMs?: number | undefined }
  | { kind: 'ack'; ack: ProviderAck }
  | ChangeEvent;

/** What becomes of a message that was told before. */
export type ChangeEvent =
  /** The text, or the caption, of a message was corrected. */
  | { kind: 'edit'; edit: ProviderEdit }
  /** Whoever wrote it deleted a message for everybody. */
  | { kind: 'revoked'; revoked: ProviderChange }
  /** Somebody reacted to a message, or took that back. */
  | { kind: 'reaction'; reaction: ProviderReaction };

/** A message as the provider has it, in either direction; `isFromMe` ones were written on the phone or by us. */
export interface ProviderMessage {
  /** whatsapp-web.js' serialised id, `false_996555123456@c.us_3EB0…`; unique in the account. */
  providerMessageId: string;
  isFromMe: boolean;
  /** `996555123456@c.us` or `123456789@lid`; groups and statuses are left out by the adapter. */
  chatId: string;
  /** The other person, as far as WhatsApp told it: phone in the form +996555123456, privacy id as `123@lid`. */
  contact: { phone: string | null; lid: string | null; name: string | null };
  /** CALL and VIDEO_CALL: the person has called; whether somebody answered is not told. */
  kind: MessageKind;
  /** Text, or the caption of a file. */
  content: string;
  /** Milliseconds; WhatsApp itself gives whole seconds. */
  sentAtMs: number;
  quotedProviderMessageId: string | null;
  media: ProviderMedia | null;
  /** For own messages: how far this one has got. */
  ack: AckLevel | null;
}

/** A message that was told before. */
export interface ProviderChange {
  providerMessageId: string;
  isFromMe: boolean;
  contact: { phone: string | null; lid: string | null };
}

export interface ProviderEdit extends ProviderChange {
  content: string;
  /** By the clock of whoever corrected it; null where the provider does not say. */
  editedAtMs: number | null;
}

export interface ProviderReaction extends ProviderChange {
  /** Null: what was there is taken back. */
  emoji: string | null;
  /** Whether we reacted, on the phone; otherwise the customer did. */
  isByUs: boolean;
  /** By the clock of whoever reacted. */
  reactedAtMs: number;
}

export interface ProviderMedia {
  mimeType: string;
  fileName: string | null;
  /** Bytes, 0 when WhatsApp did not say. */
  size: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
}

export type AckLevel = 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';

export interface ProviderAck {
  providerMessageId: string;
  level: AckLevel;
}

/** A file on its way out or in. */
export interface MediaContent {
  mimeType: string;
  fileName: string;
  data: Buffer;
}

export interface SendCommand {
  chatId: string;
  /**
   * The message's own key at WhatsApp (`3EB0` and 18 hexadecimal digits, see newSendKey), chosen and stored before the
   * attempt: whatever happens to the answer, whether the message left can be told by it.
   */
  sendKey: string;
  content: string;
  quotedProviderMessageId: string | null;
  media: (MediaContent & { kind: MessageKind }) | null;
}

export interface SentMessage {
  providerMessageId: string;
  ack: AckLevel | null;
}

/**
 * What a failed send means to the caller. `permanent`: WhatsApp refused it and will again (no such number, one that the owner has blocked);
 * `notSent`: it certainly did not leave, try again; `unknown`: it may have left, look for it by its sendKey first.
 */
export type SendFailure = 'permanent' | 'notSent' | 'unknown';

export class SendError extends Error {
  readonly failure: SendFailure;
  /** NOT_ON_WHATSAPP, RECIPIENT_BLOCKED, NOT_CONNECTED, NOT_CONFIRMED, TIMEOUT, PAGE_GONE, REJECTED … */
  readonly code: string;

  constructor(failure: SendFailure, code: string, options?: ErrorOptions) {
    super(`${code} (${failure})`, options);
    this.name = 'SendError';
    this.failure = failure;
    this.code = code;
  }
}

/** A file is larger than is fetched. */
export class MediaTooLargeError extends Error {
  override name = 'MediaTooLargeError';
}

/** A client did not come up. */
export class StartError extends Error {
  readonly reason: SessionEnd;

  constructor(reason: SessionEnd, options?: ErrorOptions) {
    super('WhatsApp Web did not start', options);
    this.name = 'StartError';
    this.reason = reason;
  }
}

/** What WhatsApp allows a number towards people who have not written to it first. */
export interface NewChatLimits {
  /** Nobody new may be written to now; until when, in milliseconds, where WhatsApp says so. */
  isLocked: boolean;
  lockedUntilMs: number | null;
  /** How many people may be written to first, and how many have been; null where WhatsApp does not say. */
  quota: number | null;
  used: number | null;
}

/** What WhatsApp shows of a person. */
export interface PersonProfile {
  /** +996555123456; null where WhatsApp does not tell it. */
  phone: string | null;
  /** 123456789@lid; null where there is none, or it is not known. */
  lid: string | null;
  name: string | null;
  /** Null where there is none, or where the person does not show it to us. */
  picture: { mimeType: string; data: Buffer } | null;
}

export interface RecentMessages {
  /** Fewer than were asked for does not mean that these are all: notices and notes to oneself are left out. */
  messages: ProviderMessage[];
  /** Ids of messages, and of chats with earlier ones, that the page could not give. */
  passedOver: string[];
  /** Messages that cannot be read yet, and may be. They are told as new ones once they can be, in this connection alone. */
  sealed: ProviderMessage[];
  /** What has become of the messages by now, told or not: a reaction that was taken back is not among it. */
  changes: ChangeEvent[];
  /** The moment of the last one that was looked at, where there is more to be read from there on; else null. */
  moreFromMs: number | null;
}

export interface WhatsAppClient extends AsyncDisposable {
  /** One listener, called in order of the events; must not throw. Given before start. */
  onEvent(listener: (event: ClientEvent) => void): void;
  /** Settles when the browser runs and WhatsApp's page is up (the code or `ready` follow as events), or rejects with StartError and leaves nothing behind. */
  start(): Promise<void>;
  /** Closes the browser and keeps the login; afterwards there is no process and no timer left. Safe at any moment, twice too. */
  stop(): Promise<void>;
  /** Unlinks the device at WhatsApp, then stops. */
  logout(): Promise<void>;
  /** The account as in `ready`, asked anew while its phone number is not known. */
  ownNumber(): Promise<string>;
  /** For a page that shows a code to scan: another to be typed on the phone of that number (+996…), good for three minutes. */
  requestPairingCode(phone: string): Promise<string>;
  /** Rejects with SendError and nothing else. */
  send(command: SendCommand): Promise<SentMessage>;
  /** The message with this sendKey if WhatsApp has it, null if it certainly is not there; rejects where that cannot be told, also while only the page has it. */
  findSent(chatId: string, sendKey: string): Promise<SentMessage | null>;
  /** The file of an incoming message, null when WhatsApp no longer has it; rejects with MediaTooLargeError, or where it cannot be fetched now. */
  downloadMedia(providerMessageId: string): Promise<MediaContent | null>;
  /** Asks WhatsApp for a person's name, picture and, where the page has none, number: it notices, so ask seldom. */
  lookUp(chatId: string): Promise<PersonProfile>;
  /** What stands in the page's chats since `sinceMs` (both directions), oldest first: the first `limit` of it. */
  recentMessages(query: { sinceMs: number; limit: number }): Promise<RecentMessages>;
  /** Asks WhatsApp; what its page does not tell is null. Rejects where there is no answer now. */
  newChatLimits(): Promise<NewChatLimits>;
  /** Of the browser with all its processes, shared pages counted in part; null where the system does not tell. */
  memoryMb(): Promise<number | null>;
  /** Whether the page has an account, ready or not yet: its code was scanned. False where it does not answer in time. */
  hasAccount(timeoutMs: number): Promise<boolean>;
  /** Whether the page answers in time and is connected. */
  check(timeoutMs: number): Promise<'connected' | 'disconnected' | 'unresponsive'>;
}
