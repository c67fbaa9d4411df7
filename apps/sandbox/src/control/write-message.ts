import { randomBytes } from 'node:crypto';
import type { MediaFiles } from '../whatsapp/media-files.ts';
import {
  type Account,
  type Customer,
  chatIdOf,
  type StoredMedia,
  type StoredMessage,
} from '../whatsapp/model.ts';
import type { Network } from '../whatsapp/network.ts';
import { chatOf } from '../whatsapp/world.ts';
import type { Command } from './commands.ts';
import { type SampleFile, sampleFile } from './samples.ts';

type GivenMedia = NonNullable<Command<'incoming'>['media']>;

/** A customer's message reaches the account. */
export async function writeIncoming(
  network: Network,
  files: MediaFiles,
  command: Command<'incoming'>,
): Promise<StoredMessage> {
  const account = network.world.requireAccount(command.account);
  const customer = network.world.addCustomer(account, personOf(command.from));
  const message = incomingMessage(account, customer, command);
  if (command.media) Object.assign(message, await mediaOf(files, command.media, command.text));
  if (command.decryptedAfterMs === undefined) {
    network.deliver(account, message);
    return message;
  }
  const { type, body, caption } = message;
  const unreadable: StoredMessage = {
    ...{ ...message, type: 'ciphertext', body: '', caption: '' },
    sealed: { type, body, caption },
  };
  network.deliver(account, unreadable);
  if (command.decryptedAfterMs !== null) {
    setTimeout(() => decrypt(network, account, unreadable), command.decryptedAfterMs).unref();
  }
  return unreadable;
}

/** The message can be read from now on. */
export function decrypt(network: Network, account: Account, message: StoredMessage): void {
  const { sealed } = message;
  if (sealed) network.change(account, message, { ...sealed, sealed: undefined });
}

/** The owner's message, written on the phone: the linked device only hears of it. */
export function writeOwn(network: Network, command: Command<'ownMessage'>): StoredMessage {
  const account = network.world.requireAccount(command.account);
  const customer = network.world.addCustomer(account, personOf(command.to));
  const chat = chatOf(customer);
  const message: StoredMessage = {
    ...blank(command.text),
    id: `true_${chat}_${newKey('3A')}`,
    fromMe: true,
    origin: 'phone',
    chat,
    from: chatIdOf(account.phone),
    to: chat,
    ack: 1,
  };
  network.deliver(account, message);
  return message;
}

function incomingMessage(account: Account, customer: Customer, command: Command<'incoming'>): StoredMessage {
  const person = chatOf(customer);
  const chat = command.group ?? person;
  const quoted = command.quotedId ? account.messages.find(({ id }) => id === command.quotedId) : undefined;
  return {
    ...blank(command.text),
    id: ['false', chat, newKey('3A'), command.group && person].filter(Boolean).join('_'),
    fromMe: false,
    origin: 'customer',
    chat,
    from: chat,
    to: chatIdOf(account.phone),
    ...(command.group !== undefined && { author: person }),
    ...(command.timestamp !== undefined && { t: command.timestamp }),
    ack: 1,
    name: customer.name,
    ...(quoted && {
      quoted: {
        id: quoted.id.split('_')[2] ?? '',
        participant: quoted.fromMe ? quoted.from : (quoted.author ?? quoted.from),
        message: { type: quoted.type, body: quoted.body },
      },
    }),
  };
}

export function blank(text: string) {
  const now = Date.now();
  return {
    type: 'chat',
    body: text,
    caption: '',
    t: Math.floor(now / 1000),
    receivedCount: 1,
    repeatCount: 0,
    isDelivered: false,
    isSeen: false,
    isEdited: false,
    reactions: {},
    reactedAt: {},
    sentAt: now,
  };
}

async function mediaOf(
  files: MediaFiles,
  given: GivenMedia,
  caption: string,
): Promise<{ type: string; body: string; caption: string; media: StoredMedia }> {
  const { data, ...about } = given.dataBase64 === undefined ? sampleFile(given.kind) : givenFile(given);
  const media: StoredMedia = {
    ...(await files.keep(data)),
    mimeType: about.mimeType,
    fileName: given.fileName ?? (given.kind === 'document' ? about.fileName : null),
    type: given.kind,
    mediaKey: randomBytes(16).toString('base64'),
    t: Math.floor(Date.now() / 1000),
    width: given.width ?? about.width ?? null,
    height: given.height ?? about.height ?? null,
    durationSeconds: given.durationSeconds ?? about.durationSeconds,
  };
  return { type: given.kind, body: '', caption, media };
}

function givenFile({ dataBase64 = '', mimeType, fileName }: GivenMedia): SampleFile {
  return { data: Buffer.from(dataBase64, 'base64'), mimeType, fileName: fileName ?? 'file' };
}

export function personOf({ phone, name, usesLid, lid }: Command<'incoming'>['from']) {
  return {
    phone,
    ...(name !== undefined && { name }),
    ...(usesLid !== undefined && { usesLid }),
    ...(lid !== undefined && { lid }),
  };
}

function newKey(prefix: string): string {
  return `${prefix}${randomBytes(9).toString('hex').toUpperCase()}`;
}
