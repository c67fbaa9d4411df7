import type { AckLevel, MediaContent, WhatsAppClient } from '../client/port.ts';

/** What a conformance run needs from the world around the client: the other side of WhatsApp, and ways to break it. */
export interface WhatsAppClientHarness extends AsyncDisposable {
  /** A client on the login of that name; the same name again means the same login. */
  createClient(login: string): Promise<WhatsAppClient>;
  /** The phone to which the login of that name belongs, with its account. */
  phone(login: string): HarnessPhone;
  faults: HarnessFaults;
}

export interface HarnessPhone {
  scan(code: string): Promise<void>;
  /** Types a pairing code. */
  enters(pairingCode: string): Promise<void>;
  /** The account's own number, +996…. */
  number: string;
  /** Somebody writes; gives the message's id at WhatsApp and the chat it stands in. */
  receives(message: IncomingMessage): Promise<{ id: string; chatId: string }>;
  /** Somebody calls; gives the call's id and the chat of whoever calls. */
  rings(call: IncomingCall): Promise<{ id: string; chatId: string }>;
  /** A person has this picture, or none. */
  pictures(phone: string, picture: Buffer | null): Promise<void>;
  /** The owner writes on the phone itself. */
  writes(message: { phone: string; text: string }): Promise<{ id: string }>;
  /** What has left through the client, oldest first. */
  sent(): Promise<DeliveredMessage[]>;
  acks(id: string, level: AckLevel): Promise<void>;
  /** The owner blocks somebody (+996…): known to the page from its next start on. */
  blocks(phone: string): Promise<void>;
  /** The key of a message that came sealed is there. */
  unseals(id: string): Promise<void>;
  /** Whoever wrote a message corrects its text or caption. */
  corrects(id: string, text: string): Promise<void>;
  /** The customer of this number reacts to a message, or the owner on the phone; an empty text takes that back. */
  reacts(id: string, emoji: string, by?: string): Promise<void>;
  /** Whoever wrote a message deletes it for everybody. */
  deletes(id: string): Promise<void>;
  /** Removes the linked device without a word: noticed at the next connection. */
  revokes(): Promise<void>;
  /** Removes the linked device. */
  logsOut(): Promise<void>;
}

export interface IncomingMessage {
  /** +996700100200 */
  phone: string;
  name?: string;
  /** Writes under a privacy id. */
  usesLid?: boolean;
  /** In a group or a status, as its member. */
  group?: string;
  text?: string;
  quotedId?: string;
  /** Cannot be read before `unseals`. */
  isSealed?: boolean;
  media?: MediaContent & { kind: 'image' | 'document' | 'ptt' };
}

export interface IncomingCall {
  /** +996700100200 */
  phone: string;
  name?: string;
  /** Calls under a privacy id. */
  usesLid?: boolean;
  isVideo?: boolean;
  isGroup?: boolean;
  /** The account itself calls. */
  isOutgoing?: boolean;
  /** The same call, told of once more. */
  id?: string;
  /** When it was made, where that is not now. */
  calledAtMs?: number;
  /** The page could take the call itself. */
  hasVoip?: boolean;
}

export interface DeliveredMessage {
  id: string;
  chatId: string;
  text: string;
  /** The quoted message's key: the last part of its id. */
  quotedKey: string | null;
  media: { mimeType: string; size: number } | null;
}

export interface HarnessFaults {
  networkDown(login: string): Promise<void>;
  networkUp(login: string): Promise<void>;
  /** The page's state becomes this word of WhatsApp's: CONFLICT, TOS_BLOCK … */
  socketState(login: string, state: string): Promise<void>;
  /** The same from the page's next start on, instead of a connection. */
  opensInState(login: string, state: string): Promise<void>;
  /** Codes run out after moments, and the page rests until it is asked for more. */
  shortCodes(areShort: boolean): Promise<void>;
  crashPage(login: string): Promise<void>;
  reloadPage(login: string): Promise<void>;
  killBrowser(login: string): Promise<void>;
  freezeBrowser(login: string): Promise<void>;
  /** How many processes of the login's browser there are. */
  browserProcesses(login: string): Promise<number>;
  /** From the next start on: the page says CONNECTED, and so long after that it has synchronised, or without a word. */
  synchronises(login: string, how: { afterMs: number; isSilent: boolean }): Promise<void>;
  /** WhatsApp lets the account write to nobody new until then (milliseconds since 1970), or to so many. */
  limitsNewChats(login: string, limits: { untilMs?: number; quota?: number | null }): Promise<void>;
  /** Linking needs a passkey. */
  requiresPasskey(login: string, isOn: boolean): Promise<void>;
  /** "What's new" stands in front of the page from its next start on. */
  showsDialog(login: string, isOn: boolean): Promise<void>;
  /** The same, while it is connected. */
  opensDialog(login: string): Promise<void>;
  hasDialog(login: string): Promise<boolean>;
  /** The page lacks something: what the library cannot start without, or not listen without; as after an update of WhatsApp Web. */
  lacksModules(what: 'start' | 'listen' | null): Promise<void>;
  /** Pages load but get no connection. */
  unreachable(isUnreachable: boolean): Promise<void>;
  /** What the client sends stays in its page. */
  losesSends(login: string, isOn: boolean): Promise<void>;
  /** The server accepts messages, but its answers are lost. */
  losesAnswers(login: string, isOn: boolean): Promise<void>;
  refusesSends(login: string, isOn: boolean): Promise<void>;
  /** Whether a number is on WhatsApp is answered only when this is off again. */
  holdsNumberQueries(login: string, isOn: boolean): Promise<void>;
  /** The page is frozen for so long right after a send; 0: not. */
  freezesAfterSend(login: string, ms: number): Promise<void>;
  /** Files take so long, and are answered with this status: 503 passes, 410 means that they are gone. */
  files(how: { delayMs?: number; status?: number | null }): Promise<void>;
  /** A number that WhatsApp does not know. */
  unknownPhone: string;
  /** What the library asked for and the other side lacks. */
  missing(): Promise<string[]>;
}
