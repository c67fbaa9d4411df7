import * as z from 'zod';

// A message as whatsapp-web.js serialises it out of the page (`message.rawData`). WhatsApp adds and drops fields at
// will, so everything but the id, the type and the time may be missing.

export const wid = z.union([
  z.string(),
  z.object({ _serialized: z.string() }).transform((value) => value._serialized),
]);
const optionalText = z.string().nullish().catch(null);
const optionalNumber = z.coerce.number().nullish().catch(null);

/**
 * The key of a message. Its text had the name `_serialized` until WhatsApp Web 2.3000.1042401057, and has one of the
 * minifier's since: where it is not there, it is made of its parts, as the page makes it.
 */
export const messageKey = z
  .object({
    fromMe: z.boolean(),
    remote: wid,
    id: z.string(),
    participant: wid.nullish().catch(null),
    _serialized: optionalText,
  })
  .transform(({ participant, _serialized, ...key }) => ({
    ...key,
    _serialized:
      _serialized ?? [key.fromMe, key.remote, key.id, ...(participant ? [participant] : [])].join('_'),
  }));

export const rawMessage = z.object({
  id: messageKey,
  type: z.string(),
  subtype: optionalText,
  t: z.number(),
  body: optionalText,
  caption: optionalText,
  notifyName: optionalText,
  isStatusV3: z.boolean().nullish().catch(null),
  ack: optionalNumber,
  mimetype: optionalText,
  filename: optionalText,
  size: optionalNumber,
  width: optionalNumber,
  height: optionalNumber,
  /** Seconds, often as text. */
  duration: optionalNumber,
  quotedStanzaID: optionalText,
  quotedParticipant: wid.nullish().catch(null),
  lat: optionalNumber,
  lng: optionalNumber,
  loc: optionalText,
  vcardFormattedName: optionalText,
  vcardList: z
    .array(z.object({ displayName: optionalText }))
    .nullish()
    .catch(null),
  pollName: optionalText,
  eventName: optionalText,
  title: optionalText,
  /** When its text was last corrected, by the clock of whoever did. */
  latestEditSenderTimestampMs: optionalNumber,
  /** Of one that was deleted: which one it was. */
  protocolMessageKey: messageKey.nullish().catch(null),
});

export type RawMessage = z.infer<typeof rawMessage>;

/** Whether a message cannot be read yet. */
export function isSealed(message: Pick<RawMessage, 'type' | 'subtype'>): boolean {
  return message.type === 'ciphertext' && !isForPhoneAlone(message);
}

/**
 * Whether a message can never be read here, as what is to be viewed once: the phone does not send it anew, nor does the
 * library ask for it (`requestResend` in its Client.js, 1.34.7).
 */
export function isForPhoneAlone({ type, subtype }: Pick<RawMessage, 'type' | 'subtype'>): boolean {
  return type === 'ciphertext' && subtype?.endsWith('_unavailable_fanout') === true;
}

const named = z.object({ id: z.union([messageKey, z.object({ _serialized: z.string() })]) });

/** The messages of a page that are understood, and the ids of the others. */
export function readableOf(messages: unknown[]): { raws: RawMessage[]; unread: string[] } {
  const raws: RawMessage[] = [];
  const unread: string[] = [];
  for (const message of messages) {
    const parsed = rawMessage.safeParse(message);
    if (parsed.success) raws.push(parsed.data);
    else unread.push(named.safeParse(message).data?.id._serialized ?? 'unnamed');
  }
  return { raws, unread };
}
