/** Where a name may be known from. */
export interface NameSources {
  /** As the business has saved it in the phone's contacts. */
  contactName?: string | null;
  /** As they call themselves on WhatsApp. */
  pushName?: string | null;
  /** What they wrote: “меня зовут …” is a name. */
  text?: string | null;
}

export interface BestName {
  name: string;
  from: 'contact' | 'push' | 'text';
}

const LONGEST = 80;
/** With its decoration: a page of text is no name. */
const LONGEST_DECORATED = 1_000;

/** The best of what is known, without emoji and decoration; null where none of it is a name. */
export function bestName({ contactName, pushName, text }: NameSources): BestName | null {
  const contact = cleanName(contactName ?? '');
  if (contact !== null) return { name: contact, from: 'contact' };
  const push = cleanName(pushName ?? '');
  if (push !== null) return { name: push, from: 'push' };
  const said = nameIn(text ?? '');
  return said === null ? null : { name: said, from: 'text' };
}

/** Emoji, signs around a name, and the invisible characters by which people decorate it. */
const DECORATION =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{S}\p{C}]|[\uFE0E\uFE0F]|\u20E3/gu;
const EDGES = /^[^\p{L}\p{N}«"(]+|[^\p{L}\p{N}»")!.]+$/gu;
/** What people write where they do not want to say their name. */
const JUNK = new Set([
  'user',
  'whatsapp',
  'unknown',
  'null',
  'undefined',
  'no name',
  'noname',
  'без имени',
  'me',
  'я',
  'test',
  'ok',
  'admin',
]);

function cleanName(raw: string): string | null {
  if (raw.length > LONGEST_DECORATED) return null;
  const plain = raw.normalize('NFC').replace(DECORATION, ' ').replace(/\s+/g, ' ').replace(EDGES, '').trim();
  const name = unshout(plain.replace(/[.!]+$/, (end) => (/\p{Lu}\.$/u.test(plain) ? end : '')));
  const letters = name.match(/\p{L}/gu) ?? [];
  // A number is no name, nor are initials of one letter or a wall of the same one.
  if (letters.length < 2 || name.length > LONGEST || JUNK.has(name.toLowerCase())) return null;
  if (isPhone(name) || new Set(letters.map((letter) => letter.toLowerCase())).size === 1) return null;
  return name;
}

/** АЙГУЛЬ → Айгуль; short ones (ОсОО, KFC) may be meant so. */
function unshout(name: string): string {
  const isShouted = name === name.toUpperCase() && name.length > 4;
  if (!isShouted) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function isPhone(name: string): boolean {
  return name.replace(/\D/g, '').length >= 7;
}

/** What comes before a name and nothing else, in any case; behind it a sentence is looked at, and not all of a long text. */
const INTRODUCTIONS = [
  /(?<!\p{L})(?:меня зовут|зовут меня|мо[её] имя)\s+(?=(.{1,200}))/giu,
  /(?<!\p{L})my name is\s+(?=(.{1,200}))/giu,
  /(?<!\p{L})(?:менин атым|атым|менің атым|есімім)\s+(?=(.{1,200}))/giu,
  /(?<!\p{L})(?:mening ismim|ismim)\s+(?=(.{1,200}))/giu,
  // A letter's end.
  /(?:с уважением|best regards|regards|урматтоо менен|құрметпен|hurmat bilan),?\s+(?=(.{1,200})$)/giu,
];
/** What comes before much else too: looked at where nobody introduces themselves more plainly. */
const PERHAPS_INTRODUCTIONS = [
  /(?<!\p{L})это\s+(?=(.{1,200}))/giu,
  /(?<!\p{L})(?:this is|i am|i['’]m)\s+(?=(.{1,200}))/giu,
];
/** One word or two, with capitals: “это цена” is no introduction. */
const NAME = /^\p{Lu}[\p{L}'’-]{1,29}(?:\s\p{Lu}[\p{L}'’-]{1,29})?(?![\p{L}\p{N}])/u;
/** “Это Айфон ещё есть?” asks for a thing, and so does a number behind a word: “Айфон 15”. */
const THING = /^[^.!?]*\?|^[\p{L}'’-]+\s+\d/u;

function nameIn(text: string): string | null {
  const said = INTRODUCTIONS.flatMap((introduction) => whatFollows(text, introduction));
  const perhaps = PERHAPS_INTRODUCTIONS.flatMap((introduction) => whatFollows(text, introduction));
  for (const rest of [...said, ...perhaps.filter((words) => !THING.test(words))]) {
    const found = NAME.exec(rest)?.[0];
    if (found !== undefined) return cleanName(found);
  }
  return null;
}

const whatFollows = (text: string, introduction: RegExp): string[] =>
  [...text.matchAll(introduction)].map(([, rest]) => rest ?? '');
