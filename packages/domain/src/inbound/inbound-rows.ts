import { momentOf, newId } from '@soul-kg-crm/shared/ids';
import { previewOf } from '../conversations/show-newest.ts';
import {
  type ChannelEvent,
  eventIdAt,
  providerEventIdOf,
  type ReceivedMessage,
  receivedAck,
  receivedChange,
  receivedEdit,
  receivedMessage,
  receivedReaction,
  STORED_KIND,
  toldBy,
} from './channel-event.ts';
import { aliasesOf, messageKeyOf } from './provider-message-id.ts';

/** An event as the store statement takes it. */
export interface EventRow {
  n: number;
  id: string;
  provider_event_id: string;
  kind: (typeof STORED_KIND)[ChannelEvent['kind']];
  payload: unknown;
  /** The person who wrote, by their number in `people`; null where the event is left to the processor. */
  person: number | null;
  aliases: string[];
  preview: string;
  created_at: Date;
}

/** Somebody who wrote, and the ids that client and conversation get if they are new. */
export interface PersonRow {
  n: number;
  phone: string | null;
  lid: string | null;
  name: string | null;
  chat_id: string;
  client_id: string;
  conversation_id: string;
}

export interface InboundRows {
  events: EventRow[];
  people: PersonRow[];
}

/**
 * Events as rows, repeats within them left out. A message's event gets the id that the message itself will have: the
 * order of arrival is settled here, however the jobs run later. With `atOnce` the plain texts of customers are marked for
 * being written with the event itself.
 */
export function inboundRows(events: readonly ChannelEvent[], nowMs: number, atOnce: boolean): InboundRows {
  const rows = new Map<string, EventRow>();
  const people = new People();
  for (const event of events) {
    const providerEventId = providerEventIdOf(event);
    if (rows.has(providerEventId)) continue;
    const row = { n: rows.size, provider_event_id: providerEventId };
    rows.set(providerEventId, rowOf(event, row, nowMs, atOnce ? people : null));
  }
  return { events: [...rows.values()], people: people.rows };
}

function rowOf(
  event: ChannelEvent,
  base: Pick<EventRow, 'n' | 'provider_event_id'>,
  nowMs: number,
  people: People | null,
): EventRow {
  if (event.kind !== 'message') {
    const payload = SCHEMAS[event.kind].parse(toldBy(event));
    const kind = STORED_KIND[event.kind];
    return { ...base, ...left, id: newId(), kind, payload, created_at: new Date(nowMs) };
  }
  const payload = receivedMessage.parse(event.message);
  const id = eventIdAt(event, payload.sentAtMs, nowMs);
  return {
    ...base,
    id,
    kind: 'MESSAGE',
    payload,
    person: people?.numberOf(payload) ?? null,
    aliases: aliasesOf(payload.providerMessageId, payload.contact),
    preview: previewOf(payload.content),
    created_at: momentOf(id),
  };
}

const SCHEMAS = {
  ack: receivedAck,
  edit: receivedEdit,
  revoked: receivedChange,
  reaction: receivedReaction,
} as const;

const left = { person: null, aliases: [], preview: '' };

/**
 * Who writes in a group of events, each once. From the first event on that is left to the processor, its person's later
 * ones are left, too: what they say of name and ids counts in its order.
 */
class People {
  readonly rows: PersonRow[] = [];
  /** By phone and by privacy id; null: left to the processor. */
  readonly #byId = new Map<string, PersonRow | null>();
  readonly #messageKeys = new Set<string>();

  numberOf(message: ReceivedMessage): number | null {
    const { phone, lid } = message.contact;
    const ids = [phone, lid].filter((id) => id !== null);
    const person = this.#isPlain(message) ? this.#personOf(message, ids) : null;
    for (const id of ids) this.#byId.set(id, person);
    return person?.n ?? null;
  }

  /** A customer's message without file and quote, and not the same one under another chat's name. */
  #isPlain({ isFromMe, media, quotedProviderMessageId, providerMessageId }: ReceivedMessage): boolean {
    const key = messageKeyOf(providerMessageId);
    if (isFromMe || media || quotedProviderMessageId !== null || key === null) return false;
    const isRepeat = this.#messageKeys.has(key);
    this.#messageKeys.add(key);
    return !isRepeat;
  }

  #personOf({ contact, chatId }: ReceivedMessage, ids: string[]): PersonRow | null {
    const known = ids.map((id) => this.#byId.get(id));
    if (ids.length === 0 || known.includes(null)) return null;
    const person = known.find((row) => row !== undefined);
    if (!person) return this.#add(contact, chatId);
    const { phone, lid, name } = contact;
    const isSame =
      person.phone === phone && person.lid === lid && person.name === name && person.chat_id === chatId;
    return isSame ? person : null;
  }

  #add(contact: ReceivedMessage['contact'], chatId: string): PersonRow {
    const ids = { client_id: newId(), conversation_id: newId() };
    const { phone, lid, name } = contact;
    const person: PersonRow = { n: this.rows.length, phone, lid, name, chat_id: chatId, ...ids };
    this.rows.push(person);
    return person;
  }
}
