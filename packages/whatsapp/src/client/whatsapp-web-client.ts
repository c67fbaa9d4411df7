import { extractPhoneFromWhatsAppId } from '@soul-kg-crm/shared/whatsapp-id';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { type BrowserSettings, browserOptions } from './browser-options.ts';
import { BrowserRun } from './browser-run.ts';
import { CodeFilter } from './code-filter.ts';
import { knownAs, pageContact } from './contacts.ts';
import { EventQueue } from './event-queue.ts';
import type { AuthStrategy } from './library.ts';
import type { LibraryListener } from './library-events.ts';
import { ackLevelOf } from './map-ack.ts';
import { MessageIntake } from './message-intake.ts';
import { OwnMessages } from './own-messages.ts';
import { type PageCall, PageGoneError, PageOperationError } from './page-bridge.ts';
import {
  isUnpaired,
  PAGE_WATCH_LIMITS,
  type PageSnapshot,
  type PageWatchLimits,
  pageSnapshot,
  type WatchAction,
  watchPage,
} from './page-watch.ts';
import { pictureTypeOf } from './picture-type.ts';
import {
  type ClientEvent,
  type MediaContent,
  MediaTooLargeError,
  type NewChatLimits,
  type PersonProfile,
  type RecentMessages,
  type SendCommand,
  SendError,
  type SentMessage,
  type SessionEnd,
  StartError,
  type WhatsAppClient,
} from './port.ts';
import { readableOf } from './raw-message.ts';
import { pageSendAnswer, readSendAnswer, sendArgument, sentInPage, toSendError } from './send-outcome.ts';
import { sessionEndOf } from './session-end.ts';
import { TimeoutError, withTimeout } from './with-timeout.ts';

export interface WhatsAppWebClientOptions {
  session: { authStrategy: AuthStrategy; userDataDir: string };
  browser: BrowserSettings;
  log: Log;
  /** Longest time from start() to a page that is up. */
  startTimeoutMs?: number;
  watch?: Partial<PageWatchLimits>;
  maxMediaBytes?: number;
}

const START_TIMEOUT_MS = 60_000;
const SNAPSHOT_MS = 5000;
const LOOK_UP_MS = 3000;
const SEND_MS = 60_000;
const MEDIA_MS = 180_000;
const PROFILE_MS = 30_000;
const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
const CATCH_UP_MS = 60_000;
const LOGOUT_MS = 20_000;
const PAIRING_MS = 20_000;
const DRAIN_MS = 3000;
const MAX_MEDIA_BYTES = 100 * 1024 * 1024;

/** The port on whatsapp-web.js: one browser with one login. Good for one start; after it has ended make a new one. */
export class WhatsAppWebClient implements WhatsAppClient {
  readonly #options: WhatsAppWebClientOptions;
  readonly #run: BrowserRun;
  readonly #queue: EventQueue;
  readonly #intake: MessageIntake;
  readonly #ownMessages = new OwnMessages();
  readonly #codes = new CodeFilter();
  readonly #ending = new AbortController();
  #listener: (event: ClientEvent) => void = () => {};
  #isUp = false;
  #isReady = false;
  #isDeaf = false;
  #dialogAttempts = 0;
  #isSilent = false;
  #stopped: Promise<void> | null = null;

  constructor(options: WhatsAppWebClientOptions) {
    this.#options = options;
    this.#queue = new EventQueue(options.log);
    this.#intake = new MessageIntake({
      queue: this.#queue,
      ownMessages: this.#ownMessages,
      lookUpContact: (chatId) =>
        this.#ask({
          operation: 'contact',
          argument: { chatId },
          answer: z.unknown(),
          timeoutMs: LOOK_UP_MS,
        }),
      lookUpOwnIds: () => this.#ask({ operation: 'me', answer: z.unknown(), timeoutMs: LOOK_UP_MS }),
      lookUpCall: (id) =>
        this.#ask({ operation: 'call', argument: { id }, answer: z.unknown(), timeoutMs: LOOK_UP_MS }),
      emit: (event) => this.#emit(event),
    });
    this.#run = new BrowserRun({
      session: options.session,
      launch: browserOptions(options.browser),
      log: options.log,
      listener: this.#libraryListener(),
      onEnd: (reason, detail) => this.#end(reason, detail),
      onNavigation: () => void this.#noticeNewPage(),
      onDeaf: (error) => void this.#endDeaf(error),
    });
  }

  onEvent(listener: (event: ClientEvent) => void): void {
    this.#listener = listener;
  }

  async start(): Promise<void> {
    try {
      await withTimeout(
        this.#run.start(this.#ending.signal),
        this.#options.startTimeoutMs ?? START_TIMEOUT_MS,
      );
      this.#ending.signal.throwIfAborted();
      this.#isUp = true;
    } catch (error) {
      this.#isSilent = true;
      const reason = await this.#reasonOf(error);
      await this.stop();
      throw new StartError(reason, { cause: error });
    }
    void this.#watch();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#tearDown();
    return this.#stopped;
  }

  async logout(): Promise<void> {
    this.#isSilent = true;
    const failure = await this.#ask({ operation: 'logout', answer: z.unknown(), timeoutMs: LOGOUT_MS }).then(
      () => null,
      (error: unknown) => error,
    );
    await this.stop();
    if (failure && !isPageLeaving(failure)) {
      throw new Error('WhatsApp did not confirm the log-out', { cause: failure });
    }
  }

  async ownNumber(): Promise<string> {
    const { phone, lid } = await this.#intake.ownIdsWithPhone();
    return (phone && extractPhoneFromWhatsAppId(phone)) || lid || '';
  }

  async requestPairingCode(phone: string): Promise<string> {
    return this.#ask({
      operation: 'pairingCode',
      argument: { phone: phone.replace(/\D/g, '') },
      answer: z.string().min(1),
      timeoutMs: PAIRING_MS,
    });
  }

  async send(command: SendCommand): Promise<SentMessage> {
    if (!this.#isReady || this.#ending.signal.aborted) throw new SendError('notSent', 'NOT_CONNECTED');
    try {
      const { providerMessageId, ack } = await this.#ownMessages.during(command.sendKey, async () =>
        readSendAnswer(
          await this.#ask({
            operation: 'send',
            argument: sendArgument(command),
            answer: pageSendAnswer,
            timeoutMs: command.media ? MEDIA_MS : SEND_MS,
          }),
        ),
      );
      return { providerMessageId, ack };
    } catch (error) {
      throw toSendError(error);
    }
  }

  async findSent(chatId: string, sendKey: string): Promise<SentMessage | null> {
    const found = await this.#ask({
      operation: 'findSent',
      argument: { chatId, sendKey },
      answer: sentInPage.nullable(),
      timeoutMs: SEND_MS,
    });
    return found && { providerMessageId: found.id, ack: ackLevelOf(found.ack) };
  }

  async downloadMedia(providerMessageId: string): Promise<MediaContent | null> {
    const file = await this.#ask({
      operation: 'downloadMedia',
      argument: { id: providerMessageId, maxBytes: this.#options.maxMediaBytes ?? MAX_MEDIA_BYTES },
      answer: downloadedFile.nullable(),
      timeoutMs: MEDIA_MS,
    }).catch((error: unknown) => {
      throw isTooLarge(error) ? new MediaTooLargeError('larger than is fetched', { cause: error }) : error;
    });
    if (!file) return null;
    const mimeType = file.mimeType ?? 'application/octet-stream';
    return { mimeType, fileName: file.fileName ?? '', data: Buffer.from(file.data, 'base64') };
  }

  async lookUp(chatId: string): Promise<PersonProfile> {
    const { picture, ...found } = await this.#ask({
      operation: 'profile',
      argument: { chatId, maxBytes: MAX_PICTURE_BYTES },
      answer: pageProfile,
      timeoutMs: PROFILE_MS,
    });
    const data = Buffer.from(picture ?? '', 'base64');
    const mimeType = pictureTypeOf(data);
    return { ...knownAs(chatId, found), picture: mimeType && { mimeType, data } };
  }

  async recentMessages(query: { sinceMs: number; limit: number }): Promise<RecentMessages> {
    const { messages, reactions, passedOver, moreFromMs } = await this.#ask({
      operation: 'recentMessages',
      argument: query,
      answer: pageMessages,
      timeoutMs: CATCH_UP_MS,
    });
    const { raws, unread } = readableOf(messages);
    return {
      messages: await this.#intake.read(raws),
      passedOver: [...passedOver, ...unread],
      sealed: await this.#intake.readSealed(raws),
      changes: await this.#intake.changes(raws, reactions),
      moreFromMs,
    };
  }

  newChatLimits(): Promise<NewChatLimits> {
    return this.#ask({ operation: 'newChatLimits', answer: newChatLimits, timeoutMs: SEND_MS });
  }

  memoryMb(): Promise<number | null> {
    return this.#run.memoryMb();
  }

  async hasAccount(timeoutMs: number): Promise<boolean> {
    const page = await this.#snapshot(timeoutMs);
    return page !== null && Boolean(page.state) && !isUnpaired(page);
  }

  async check(timeoutMs: number): Promise<'connected' | 'disconnected' | 'unresponsive'> {
    try {
      const page = await this.#ask({ operation: 'snapshot', answer: pageSnapshot, timeoutMs });
      if (this.#isReady) this.#closeDialogOf(page);
      return page.state === 'CONNECTED' && this.#isReady ? 'connected' : 'disconnected';
    } catch {
      return 'unresponsive';
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #libraryListener(): LibraryListener {
    return {
      code: (text) => {
        const code = this.#codes.accept(text);
        if (code) this.#queue.add(() => this.#emit({ kind: 'qr', ...code }));
      },
      authenticated: () => {
        this.#codes.reset();
        this.#queue.add(() => this.#emit({ kind: 'authenticated' }));
      },
      ready: () => {
        if (this.#isDeaf) return;
        this.#isReady = true;
        void this.#watchCalls();
        this.#queue.add(() => this.#emitReady());
      },
      link: (isOnline) => this.#queue.add(() => this.#emit({ kind: 'link', isOnline })),
      ended: (reason, detail) => this.#end(reason, detail),
      message: (message) => this.#intake.message(message),
      sealedCame: (message) => this.#intake.sealedCame(message),
      sealed: (message) => this.#intake.sealed(message),
      ack: (message, ack) => this.#intake.ack(message, ack),
      edit: (message, text) => this.#intake.edit(message, text),
      revoked: (message) => this.#intake.revoked(message),
      reaction: (reaction) => this.#intake.reaction(reaction),
      call: (call) => this.#intake.call(call),
    };
  }

  /** In each document anew. */
  async #watchCalls(): Promise<void> {
    await this.#ask({ operation: 'watchCalls', answer: z.unknown(), timeoutMs: SNAPSHOT_MS }).catch(
      (error: unknown) => this.#options.log.warn({ err: error }, 'whatsapp.calls_not_watched'),
    );
  }

  async #emitReady(): Promise<void> {
    this.#emit({ kind: 'ready', phoneNumber: await this.ownNumber(), pushName: this.#run.pushName() });
  }

  #emit(event: ClientEvent): void {
    if (!this.#isSilent) this.#listener(event);
  }

  #end(reason: SessionEnd, detail: string | null): void {
    if (this.#ending.signal.aborted) return;
    // Before that, start() is who tells.
    if (!this.#isUp) {
      this.#ending.abort(new Error(detail ? `${reason}: ${detail}` : reason));
      return;
    }
    this.#intake.pageIsGone();
    // Behind what has already come in: after a log-out there is no catch-up.
    this.#queue.add(() => this.#emit({ kind: 'ended', reason, detail }));
    void this.stop();
  }

  /** A new document has to be injected again; a mere change of the address has not. */
  async #noticeNewPage(): Promise<void> {
    const page = await this.#snapshot();
    if (!page?.isInjected) this.#isReady = false;
  }

  /**
   * A page with the library in it that the library cannot listen to: it would say `ready` the next time, and tell of
   * nothing. A page that was just leaving is injected anew.
   */
  async #endDeaf(error: unknown): Promise<void> {
    const page = await this.#snapshot();
    if (!page?.isInjected) return;
    this.#isDeaf = true;
    this.#isReady = false;
    this.#end('UNSUPPORTED_VERSION', error instanceof Error ? error.message : null);
  }

  /** A page that is there, with a library that failed in it, is one that this version of the library does not know. */
  async #reasonOf(failure: unknown): Promise<SessionEnd> {
    if (this.#isDeaf) return 'UNSUPPORTED_VERSION';
    if (failure instanceof TimeoutError || this.#ending.signal.aborted) return 'START_FAILED';
    const page = await this.#snapshot();
    return page?.state && !page.isInjected ? 'UNSUPPORTED_VERSION' : 'START_FAILED';
  }

  #snapshot(timeoutMs = SNAPSHOT_MS): Promise<PageSnapshot | null> {
    return this.#ask({ operation: 'snapshot', answer: pageSnapshot, timeoutMs }).catch(() => null);
  }

  async #tearDown(): Promise<void> {
    this.#ending.abort();
    this.#isReady = false;
    this.#intake.pageIsGone();
    await withTimeout(this.#queue.idle(), DRAIN_MS).catch(() => {});
    this.#isSilent = true;
    await this.#run.close();
  }

  async #watch(): Promise<void> {
    const page = {
      isReady: () => this.#isReady,
      snapshot: () => this.#snapshot(),
      act: (action: WatchAction, seen: PageSnapshot | null) => this.#act(action, seen),
      scanned: () => this.#queue.add(() => this.#emit({ kind: 'scanned' })),
    };
    await watchPage(page, { ...PAGE_WATCH_LIMITS, ...this.#options.watch }, this.#ending.signal);
  }

  async #act(action: WatchAction, seen: PageSnapshot | null): Promise<void> {
    this.#options.log.info({ action }, 'whatsapp.page_helped');
    if (action === 'neverReady') return this.#endNeverReady();
    if (action === 'refused') return this.#endInState(seen);
    if (action === 'networkAway') return this.#end('NETWORK_AWAY', null);
    if (action === 'codeNotScanned') return this.#end('CODE_NOT_SCANNED', null);
    if (action === 'passkeyRequired') return this.#end('PASSKEY_REQUIRED', null);
    const help =
      action === 'reload'
        ? this.#run.reload(SNAPSHOT_MS)
        : this.#ask({ operation: action, answer: z.unknown(), timeoutMs: SNAPSHOT_MS });
    await help.catch(() => {});
  }

  /** A device whose "What's new" nobody closes is unlinked after some minutes; one that does not close is left. */
  #closeDialogOf({ hasDialog }: PageSnapshot): void {
    this.#dialogAttempts = hasDialog ? this.#dialogAttempts + 1 : 0;
    const { dialogAttempts } = PAGE_WATCH_LIMITS;
    if (hasDialog && this.#dialogAttempts <= dialogAttempts) void this.#act('closeDialog', null);
  }

  #endInState(page: PageSnapshot | null): void {
    const state = page?.state ?? '';
    this.#end(sessionEndOf(state), state);
  }

  async #endNeverReady(): Promise<void> {
    const page = await this.#snapshot();
    this.#end(page?.hasSynced && !page.isInjected ? 'UNSUPPORTED_VERSION' : 'NEVER_READY', null);
  }

  async #ask<Schema extends z.ZodType>(call: PageCall<Schema>): Promise<z.infer<Schema>> {
    return this.#run.ask(call);
  }
}

/** The page is taken away by the very log-out that it was asked for. */
function isPageLeaving(error: unknown): boolean {
  return error instanceof PageGoneError && !(error.cause instanceof TimeoutError);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof PageOperationError && error.message === 'MEDIA_TOO_LARGE';
}

const pageMessages = z.object({
  messages: z.array(z.unknown()),
  reactions: z.array(z.unknown()),
  passedOver: z.array(z.string()),
  moreFromMs: z.number().nullable(),
});

const newChatLimits = z.object({
  isLocked: z.boolean(),
  lockedUntilMs: z.number().nullable(),
  quota: z.number().nullable(),
  used: z.number().nullable(),
});

const pageProfile = pageContact.extend({ picture: z.base64().nullable() });

const downloadedFile = z.object({
  data: z.string(),
  mimeType: z.string().nullable(),
  fileName: z.string().nullable(),
});
