import { risingMs } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';
import { Contacts, type LookUp } from './contacts.ts';
import type { EventQueue } from './event-queue.ts';
import { ackLevelOf } from './map-ack.ts';
import {
  contactFromChatId,
  editedText,
  isInPersonalChat,
  isOwn,
  isPersonal,
  type OwnIds,
  toProviderMessage,
} from './map-message.ts';
import type { OwnMessages } from './own-messages.ts';
import type { AckLevel, ChangeEvent, ClientEvent, ProviderChange, ProviderMessage } from './port.ts';
import { callFacts, chatIdOfCaller, type RawCall, toProviderCall } from './raw-call.ts';
import { isSealed, type RawMessage } from './raw-message.ts';
import { keptReaction, type RawReaction } from './raw-reaction.ts';

export interface MessageIntakeOptions {
  queue: EventQueue;
  ownMessages: OwnMessages;
  lookUpContact: LookUp;
  lookUpOwnIds: () => Promise<unknown>;
  lookUpCall: (callId: string) => Promise<unknown>;
  emit: (event: ClientEvent) => void;
}

/** As much as is told of a message that was told before. */
type ToldOf = Pick<RawMessage, 'id' | 'isStatusV3'>;

const ownIds = z.object({ phone: z.string().nullable(), lid: z.string().nullable() });
/** Of so many that cannot be read yet it is kept when they came. */
const MOST_SEALED = 1_000;
const UNKNOWN: OwnIds = { phone: null, lid: null };

/** Turns the library's messages and acks into events, in their order and with the person they belong to. */
export class MessageIntake {
  readonly #options: MessageIntakeOptions;
  readonly #contacts: Contacts;
  readonly #sealedAtMs = new Map<string, number>();
  #newestMs = 0;
  #own: OwnIds | null = null;
  #isPageGone = false;

  constructor(options: MessageIntakeOptions) {
    this.#options = options;
    this.#contacts = new Contacts(options.lookUpContact);
  }

  message(raw: RawMessage): void {
    const { queue, ownMessages } = this.#options;
    const cameAtMs = this.#now();
    const emit = async () => {
      for (const message of await this.read([raw]))
        this.#options.emit({ kind: 'message', message, cameAtMs });
    };
    if (!raw.id.fromMe) {
      queue.add(emit);
      return;
    }
    void ownMessages.wasSentByUs(raw.id).then((isOurs) => {
      if (!isOurs) queue.add(emit);
    });
  }

  /** One that cannot be read yet. */
  sealedCame({ id }: RawMessage): void {
    this.#sealedAtMs.set(id._serialized, this.#now());
    const [oldest] = this.#sealedAtMs.keys();
    if (this.#sealedAtMs.size > MOST_SEALED && oldest !== undefined) this.#sealedAtMs.delete(oldest);
  }

  /** One that could not be read for a while; it comes by `message` once it can. */
  sealed(raw: RawMessage): void {
    this.#options.queue.add(async () => {
      for (const message of await this.readSealed([raw])) {
        const cameAtMs = this.#sealedAtMs.get(message.providerMessageId);
        this.#options.emit({ kind: 'message', message, isSealed: true, cameAtMs });
      }
    });
  }

  ack(raw: RawMessage, ack: number): void {
    const level = ackLevelOf(ack);
    if (!raw.id.fromMe || !level) return;
    if (level === 'FAILED') void this.#addRefusal(raw);
    else this.#addAck(raw, level);
  }

  edit(raw: RawMessage, text: string): void {
    this.#tell(() => this.#editOf(raw, text));
  }

  revoked(raw: RawMessage): void {
    this.#tell(() => this.#revokedOf(raw));
  }

  reaction(raw: RawReaction): void {
    this.#tell(() => this.#reactionOf(raw));
  }

  /** What has become of messages that were read: one that is known already is known as it was. */
  async changes(raws: RawMessage[], reactions: unknown[]): Promise<ChangeEvent[]> {
    const own = await this.ownIds();
    const changes: (ChangeEvent | null)[] = [];
    for (const raw of raws) {
      if (raw.type === 'revoked') changes.push(await this.#revokedOf(raw));
      else if (raw.latestEditSenderTimestampMs)
        changes.push(await this.#editOf(raw, raw.caption || raw.body || ''));
    }
    for (const reaction of reactions) {
      const { data } = keptReaction.safeParse(reaction);
      if (!data) continue;
      const { msgId, senderUserJid, reactionText, timestamp } = data;
      const id = { fromMe: isOwn(senderUserJid, own) };
      changes.push(
        await this.#reactionOf({ id, msgId, reaction: reactionText, timestamp: timestamp / 1000 }),
      );
    }
    return changes.filter((change) => change !== null);
  }

  /** Somebody calls; told again, it is the same message. */
  call(raw: RawCall): void {
    const chatId = chatIdOfCaller(raw);
    if (raw.fromMe || raw.isGroup || chatId === null) return;
    const cameAtMs = this.#now();
    this.#options.queue.add(async () => {
      if (isOwn(chatId, await this.ownIds())) return;
      const { isGroup, offeredAt } = await this.#factsOf(raw);
      if (isGroup) return;
      // One that came while the page was away is told when it is back.
      const calledAtMs = Math.min(offeredAt ? offeredAt * 1000 : cameAtMs, cameAtMs);
      const message = toProviderCall(raw, {
        chatId,
        contact: await this.#contact({ id: { remote: chatId } }),
        calledAtMs,
      });
      this.#options.emit({ kind: 'message', message, cameAtMs });
    });
  }

  async #factsOf({ id }: RawCall): Promise<z.infer<typeof callFacts>> {
    const answer = this.#isPageGone ? null : await this.#options.lookUpCall(id).catch(() => null);
    return callFacts.safeParse(answer).data ?? { isGroup: false, offeredAt: null };
  }

  #tell(find: () => Promise<ChangeEvent | null>): void {
    this.#options.queue.add(async () => {
      const change = await find();
      if (change) this.#options.emit(change);
    });
  }

  async #editOf(raw: RawMessage, text: string): Promise<ChangeEvent | null> {
    const content = editedText(raw, text);
    const change = content === null ? null : await this.#changeOf(raw, raw.id._serialized);
    if (content === null || !change || !isPersonal(raw, this.#own ?? UNKNOWN)) return null;
    const editedAtMs = raw.latestEditSenderTimestampMs || null;
    return { kind: 'edit', edit: { ...change, content, editedAtMs } };
  }

  async #revokedOf(raw: RawMessage): Promise<ChangeEvent | null> {
    const revoked = await this.#changeOf(raw, raw.protocolMessageKey?._serialized ?? raw.id._serialized);
    return revoked && { kind: 'revoked', revoked };
  }

  async #reactionOf({ id, msgId, reaction, timestamp }: RawReaction): Promise<ChangeEvent | null> {
    const change = await this.#changeOf({ id: msgId, isStatusV3: false }, msgId._serialized);
    if (!change) return null;
    const [reactedAtMs, emoji] = [Math.round(timestamp * 1000), reaction || null];
    return { kind: 'reaction', reaction: { ...change, emoji, isByUs: id.fromMe, reactedAtMs } };
  }

  async #changeOf(raw: ToldOf, providerMessageId: string): Promise<ProviderChange | null> {
    if (!isInPersonalChat(raw, await this.ownIds())) return null;
    const { phone, lid } = await this.#contact(raw);
    return { providerMessageId, isFromMe: raw.id.fromMe, contact: { phone, lid } };
  }

  /** Messages in our words, those of a catch-up among them: WhatsApp is asked for nobody's number. */
  async read(raws: RawMessage[]): Promise<ProviderMessage[]> {
    const own = await this.ownIds();
    const messages: ProviderMessage[] = [];
    for (const raw of raws) {
      if (isPersonal(raw, own)) messages.push(toProviderMessage(raw, await this.#contact(raw), own));
    }
    return messages;
  }

  /** Of those that cannot be read yet, what is known: who wrote, and when. */
  async readSealed(raws: RawMessage[]): Promise<ProviderMessage[]> {
    const own = await this.ownIds();
    const messages: ProviderMessage[] = [];
    for (const raw of raws) {
      if (!isSealed(raw) || !isInPersonalChat(raw, own)) continue;
      messages.push(toProviderMessage(raw, await this.#contact(raw), own));
    }
    return messages;
  }

  /** Our own ids, asked once per log-in. */
  async ownIds(): Promise<OwnIds> {
    return this.#own ?? this.#askOwnIds();
  }

  /** As ownIds, but asked anew while the phone number is missing: a page may know the privacy id first. */
  async ownIdsWithPhone(): Promise<OwnIds> {
    return this.#own?.phone ? this.#own : this.#askOwnIds();
  }

  /** From now on nothing is looked up: what is still waiting goes out with what it has. */
  pageIsGone(): void {
    this.#isPageGone = true;
  }

  async #askOwnIds(): Promise<OwnIds> {
    if (this.#isPageGone) return this.#own ?? UNKNOWN;
    const answer = ownIds.safeParse(await this.#options.lookUpOwnIds().catch(() => null));
    if (answer.success) this.#own = answer.data;
    return this.#own ?? UNKNOWN;
  }

  async #addRefusal(raw: RawMessage): Promise<void> {
    if (!(await this.#options.ownMessages.isRefusedBySend(raw.id.id))) this.#addAck(raw, 'FAILED');
  }

  #addAck(raw: RawMessage, level: AckLevel): void {
    this.#options.queue.add(() => {
      if (!isPersonal(raw, this.#own ?? UNKNOWN)) return;
      this.#options.emit({ kind: 'ack', ack: { providerMessageId: raw.id._serialized, level } });
    });
  }

  /** What comes later is never told to have come before, also when the clock is set back. */
  #now(): number {
    this.#newestMs = risingMs(this.#newestMs);
    return this.#newestMs;
  }

  async #contact({ id: { remote } }: { id: Pick<RawMessage['id'], 'remote'> }) {
    return this.#isPageGone ? contactFromChatId(remote) : this.#contacts.find(remote);
  }
}
