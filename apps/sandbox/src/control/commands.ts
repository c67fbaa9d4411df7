import * as z from 'zod';
import { faults } from '../whatsapp/faults.ts';
import { settings } from '../whatsapp/settings.ts';

const phone = z.string().regex(/^\+\d{7,15}$/, 'A phone number in the form +996555123456');
const account = phone.describe("The business's own number");

export const ackLevel = z.enum(['SENT', 'DELIVERED', 'READ', 'FAILED']);

const person = z.strictObject({
  phone,
  name: z.string().min(1).max(60).optional(),
  /** Writes under a privacy id (…@lid) instead of the number. */
  usesLid: z.boolean().optional(),
  /** The privacy id itself; made up when left out. */
  lid: z
    .string()
    .regex(/^\d{5,25}@lid$/)
    .optional(),
});

const media = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'ptt', 'document', 'sticker']),
  /** The file itself; a small sample of its kind is taken when left out. */
  dataBase64: z.base64().optional(),
  /** Needed with a file; a sample knows its own. */
  mimeType: z.string().default('application/octet-stream'),
  fileName: z.string().nullable().default(null),
  durationSeconds: z.number().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
});

/** Every call of the control API: `POST /control/<name>` with this body. */
export const commands = {
  /** Links the page that now shows a code to an account; the account is made if need be. */
  scan: z.strictObject({
    account,
    name: z.string().default('Soul Store'),
    /** The code's raw text; the newest code on any page when left out. */
    code: z.string().optional(),
    /** The page that shows it, as the state names it. */
    page: z.string().optional(),
  }),
  /** A business with a phone; nothing is linked yet. */
  account: z.strictObject({ account, name: z.string().min(1).max(60) }),
  /** Somebody who can write to the account, or what has changed about them. */
  customer: z.strictObject({
    account,
    ...person.shape,
    isOnWhatsApp: z.boolean().optional(),
    /** A JPEG, PNG or WebP; null takes the picture away. */
    pictureBase64: z.base64().nullable().optional(),
  }),
  /** Enters a pairing code on the account's phone. */
  enterPairingCode: z.strictObject({
    account,
    name: z.string().default('Soul Store'),
    pairingCode: z.string(),
  }),
  /** A customer writes. */
  incoming: z.strictObject({
    account,
    from: person,
    text: z.string().default(''),
    media: media.optional(),
    /** Id of a message of this chat that it answers. */
    quotedId: z.string().optional(),
    /** In a group, as its member. */
    group: z.string().optional(),
    /** Arrives unreadable first, and readable after so long; null: not before `decrypt`. */
    decryptedAfterMs: z.int().min(0).nullable().optional(),
    /** Seconds since 1970; now when left out. */
    timestamp: z.int().optional(),
  }),
  /** Many messages, one each `everyMs`, from `customers` different people; their texts are `<prefix> <n>`. */
  flood: z.strictObject({
    account,
    count: z.int().min(1).max(20_000),
    customers: z.int().min(1).max(1000).default(10),
    everyMs: z.number().min(0).default(0),
    prefix: z.string().default('flood'),
  }),
  /** The owner writes on the phone itself. */
  ownMessage: z.strictObject({ account, to: person, text: z.string().min(1) }),
  /** A customer calls; the account's phone rings, and keeps a note of it in the chat. */
  call: z.strictObject({
    account,
    from: person,
    isVideo: z.boolean().default(false),
    /** A call of a whole group, or one that the account itself makes to this person: neither leaves a note here. */
    isGroup: z.boolean().default(false),
    isOutgoing: z.boolean().default(false),
    /** The call's own id: the same again tells the page of the same call once more. */
    id: z
      .string()
      .regex(/^[0-9A-F]{16,40}$/)
      .optional(),
    /** Seconds since 1970; now when left out. */
    timestamp: z.int().optional(),
    /** The page can take calls itself, as WhatsApp's own does by now, and tells of them another way. */
    hasVoip: z.boolean().default(false),
  }),
  /** A customer begins or stops to write. */
  typing: z.strictObject({
    account,
    from: phone,
    state: z.enum(['typing', 'recording', 'paused']).default('typing'),
  }),
  /** The key of an unreadable message comes. */
  decrypt: z.strictObject({ account, messageId: z.string() }),
  /** A customer changes or takes back a message. */
  edit: z.strictObject({ account, messageId: z.string(), text: z.string().min(1) }),
  takeBack: z.strictObject({ account, messageId: z.string() }),
  /** A customer, or the owner on the phone, reacts to a message; an empty text takes that back. */
  react: z.strictObject({ account, messageId: z.string(), from: phone, emoji: z.string().max(16) }),
  /** A customer's phone, or WhatsApp, acknowledges a message of ours. */
  ack: z.strictObject({ account, messageId: z.string(), level: ackLevel }),
  /** A file that WhatsApp no longer has. */
  expireMedia: z.strictObject({ account, messageId: z.string() }),
  /** Blocks or unblocks a customer on the account's phone. */
  block: z.strictObject({ account, customer: phone, isBlocked: z.boolean().default(true) }),
  /** Changes what goes wrong for one account; see `faults`. */
  faults: z.strictObject({ account, ...faults.partial().shape }),
  /** The session's state as the page sees it: CONFLICT, TOS_BLOCK, UNPAIRED, PROXYBLOCK … */
  state: z.strictObject({ account, state: z.string() }),
  /** Logs the device out from the phone; the page is told. */
  logout: z.strictObject({ account }),
  /** Removes the device without a word: noticed at the next connection. */
  revoke: z.strictObject({ account }),
  reload: z.strictObject({ account }),
  /** "What's new" stands in front of the page, until it is closed. */
  dialog: z.strictObject({ account }),
  /** Ends the page's process, as when it runs out of memory. */
  crash: z.strictObject({ account }),
  /** Gives waiting pages a new code, or lets the one they show run out (UNPAIRED_IDLE). */
  code: z.strictObject({ page: z.string().optional(), action: z.enum(['renew', 'expire']) }),
  freeze: z.strictObject({ account, durationMs: z.int().min(1).max(600_000) }),
  /** Changes how the stand-in behaves as a whole; see `settings`. */
  settings: settings.partial(),
  /** Cuts off all pages, or lets them in again. */
  unreachable: z.strictObject({ isUnreachable: z.boolean() }),
  /** Forgets all accounts and faults. */
  reset: z.strictObject({}),
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<Name extends CommandName> = z.input<Commands[Name]>;
export type Command<Name extends CommandName> = z.output<Commands[Name]>;
