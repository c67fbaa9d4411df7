import { seededRandom } from './seeded-random.ts';

export interface Pacing {
  /** A person who answers waits only for the gap between two of anybody's messages. */
  isUrgent: boolean;
  textLength: number;
  messagesPerMinute: number;
}

/** Nobody presses Enter twice in less; short enough not to be felt. */
const URGENT_GAP_MS = [300, 700] as const;
/** The specification's wait of an automatic reply: a random 2–10 s. Typing time is kept within it. */
const AUTOMATIC_MS = [2_000, 10_000] as const;
/**
 * 36.2 words a minute on a phone, five characters to a word. Palin et al., "How do People Type on Mobile Devices?",
 * MobileHCI 2019 (37 000 people).
 */
const TYPING_MS_PER_CHARACTER = 60_000 / (36.2 * 5);
/** A person's rhythm is uneven; around the limit's own rhythm a pause is up to half shorter or longer. */
const JITTER = 0.5;

/** What lies before a message, in milliseconds. */
export interface Pauses {
  /** Since the message before. */
  gapMs: number;
  /** Since it could be begun; nothing where a person has typed it already. */
  typingMs: number;
}

/**
 * The pauses before a message. `seed`: the message's id, so that a message that comes up again has the same pauses and does
 * not draw until it finds short ones.
 */
export function pausesBefore({ isUrgent, textLength, messagesPerMinute }: Pacing, seed: string): Pauses {
  const random = seededRandom(seed);
  if (isUrgent) return { gapMs: between(URGENT_GAP_MS, random()), typingMs: 0 };
  const gapMs = jittered(60_000 / messagesPerMinute, random());
  return { gapMs, typingMs: typingMs(textLength, random()) };
}

/** How long a text of so many characters takes to type, uneven as people are, within the bounds of an automatic reply. */
export function typingMs(textLength: number, random: number): number {
  const [least, most] = AUTOMATIC_MS;
  const typed = jittered(textLength * TYPING_MS_PER_CHARACTER, random);
  // The bounds themselves are blurred, or every long text would wait exactly as long.
  return Math.min(
    Math.max(typed, between([least, least * 1.5], random)),
    between([most * 0.75, most], random),
  );
}

function jittered(ms: number, random: number): number {
  return ms * (1 - JITTER + 2 * JITTER * random);
}

function between([least, most]: readonly [number, number], random: number): number {
  return least + (most - least) * random;
}
