import * as z from 'zod';
import type { Log } from '../log.ts';
import type { LibraryClient } from './library.ts';
import type { SessionEnd } from './port.ts';
import { type RawCall, rawCall } from './raw-call.ts';
import { isForPhoneAlone, isSealed, type RawMessage, rawMessage } from './raw-message.ts';
import { type RawReaction, rawReaction } from './raw-reaction.ts';
import { sessionEndOf } from './session-end.ts';

/** What the library says, checked. */
export interface LibraryListener {
  code(code: string): void;
  authenticated(): void;
  ready(): void;
  link(isOnline: boolean): void;
  ended(reason: SessionEnd, detail: string): void;
  message(message: RawMessage): void;
  /** A message came that cannot be read yet. */
  sealedCame(message: RawMessage): void;
  /** A message came that could not be read in the time that this usually takes; once it can, it comes by `message`. */
  sealed(message: RawMessage): void;
  ack(message: RawMessage, ack: number): void;
  /** `text` is the body or the caption, whichever has changed. */
  edit(message: RawMessage, text: string): void;
  revoked(message: RawMessage): void;
  reaction(reaction: RawReaction): void;
  call(call: RawCall): void;
}

/**
 * Binds the library's events. A throw from a listener would end up inside WhatsApp's page and keep the library's other
 * listeners from running, so that none gets out of here.
 */
export function listenToLibrary(library: LibraryClient, listener: LibraryListener, log: Log): void {
  const on = (event: string, handle: (...values: unknown[]) => void) => {
    library.on(event, (...values: unknown[]) => {
      try {
        handle(...values);
      } catch (error) {
        log.error({ err: error, event }, 'whatsapp.event_not_understood');
      }
    });
  };
  on('qr', (code) => listener.code(z.string().parse(code)));
  on('authenticated', () => listener.authenticated());
  on('ready', () => listener.ready());
  on('change_state', (state) => listener.link(state === 'CONNECTED'));
  // Not a log-out: that would delete the login.
  on('auth_failure', (text) => listener.ended('AUTH_FAILED', String(text)));
  on('disconnected', (reason) => listener.ended(sessionEndOf(String(reason)), String(reason)));
  // `message` repeats those of message_create that are not our own.
  on('message_create', (message) => listener.message(rawOf(message)));
  // What can be read later comes by message_create then; of what never can, nothing else is told.
  on('message_ciphertext', (message) => {
    const raw = rawOf(message);
    if (isForPhoneAlone(raw)) listener.message(raw);
    else listener.sealedCame(raw);
  });
  on('message_ciphertext_failed', (message) => {
    const raw = rawOf(message);
    if (isSealed(raw)) listener.sealed(raw);
  });
  on('message_ack', (message, ack) => listener.ack(rawOf(message), z.number().parse(ack)));
  on('message_edit', (message, text) => listener.edit(rawOf(message), z.string().parse(text)));
  on('message_revoke_everyone', (message) => listener.revoked(rawOf(message)));
  on('message_reaction', (reaction) => listener.reaction(rawReaction.parse(reaction)));
  on('call', (call) => listener.call(rawCall.parse(call)));
}

function rawOf(message: unknown): RawMessage {
  return rawMessage.parse(message instanceof Object ? Reflect.get(message, 'rawData') : undefined);
}
