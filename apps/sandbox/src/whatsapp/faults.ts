import * as z from 'zod';

/** What can be made to go wrong, for each account. Everything is off by default. */
export const faults = z.strictObject({
  /** The network between page and server is gone. */
  isOffline: z.boolean().default(false),
  /** Between the login and the end of the synchronisation. */
  syncDelayMs: z.int().min(0).max(120_000).default(300),
  /** `silent`: synced without an event; `never`: not at all. */
  sync: z.enum(['event', 'silent', 'never']).default('event'),
  /** The server takes so long to accept a message. */
  sendDelayMs: z.int().min(0).max(120_000).default(0),
  /** Nobody answers whether a number is on WhatsApp, as long as this stands. */
  holdsNumberQueries: z.boolean().default(false),
  /** What the page sends does not reach the server, and nothing comes back for it. */
  losesSends: z.boolean().default(false),
  /** The server has the message, but its answer is lost: nothing comes back for it. */
  losesSendAnswers: z.boolean().default(false),
  /** Every message is refused (ack -1). */
  refusesSends: z.boolean().default(false),
  /** Linking a device needs a passkey: the phone accepts the code, and the page asks its browser for one. */
  requiresPasskey: z.boolean().default(false),
  /** WhatsApp refuses the number while nobody is connected: the page opens in this state (TOS_BLOCK …), and stays there. */
  opensInState: z.string().nullable().default(null),
  /** "What's new" stands in front of the page, which goes on only when it is closed. */
  showsDialog: z.boolean().default(false),
  /** Until then (milliseconds since 1970) WhatsApp lets the account write to nobody who has not written first. */
  newChatsBlockedUntilMs: z.int().min(0).default(0),
  /** So many people may be written to first; null: as many as one likes. */
  newChatsQuota: z.int().min(0).nullable().default(null),
  /** The page is frozen for so long right after a send. */
  freezeAfterSendMs: z.int().min(0).max(120_000).default(0),
});
export type Faults = z.infer<typeof faults>;

export const noFaults = (): Faults => faults.parse({});
