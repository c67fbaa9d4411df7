/** A piece of a message's text, as WhatsApp marks it up. */
export type TextPiece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'mono'; pieces: TextPiece[] };

/** Nobody marks up a text as long as that; each mark is an element of the page. */
const LONGEST_MARKED = 10_000;

const link = /(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}»]/giu;
const sign = /[*_~`]/g;
const opening = /(?<![\p{L}\p{N}])[*_~](?=\S)/uy;
const closing = /(?<=\S)[*_~](?![\p{L}\p{N}])/gu;
const inlineMono = /`([^`\n]+)`/y;
const FENCE = '```';

/**
 * Reads *bold*, _italic_, ~struck~, ```mono``` and links. Never HTML: what comes out is drawn as text. Whatever a customer
 * writes, it takes no longer than the text is long, and goes no deeper than there are kinds of marks: inside of a mark, the
 * same one has no end.
 */
export function parseText(text: string): TextPiece[] {
  if (text.length > LONGEST_MARKED) return parseLinks(text);
  const pieces: TextPiece[] = [];
  const markAt = markFinder(text);
  const linkFrom = linkFinder(text);
  let begin = 0;
  for (let at = signFrom(text, 0); at !== -1; ) {
    const mark = markAt(at);
    if (!mark) {
      at = signFrom(text, at + 1);
      continue;
    }
    const around = linkFrom(begin, at);
    const end = around ?? mark.end;
    pieces.push(...parseLinks(text.slice(begin, around ?? at)));
    if (around === null) pieces.push({ kind: mark.kind, pieces: piecesIn(mark) });
    begin = end;
    at = signFrom(text, end);
  }
  pieces.push(...parseLinks(text.slice(begin)));
  return pieces;
}

interface Mark {
  kind: 'bold' | 'italic' | 'strike' | 'mono';
  inner: string;
  end: number;
}

function piecesIn({ kind, inner }: Mark): TextPiece[] {
  return kind === 'mono' ? [{ kind: 'text', text: inner }] : parseText(inner);
}

function signFrom(text: string, at: number): number {
  sign.lastIndex = at;
  return sign.exec(text)?.index ?? -1;
}

/** Gives the mark that begins at a place, for places that only go forwards. */
function markFinder(text: string): (at: number) => Mark | null {
  const closings = [...text.matchAll(closing)].map(({ index }) => index);
  const ends = {
    '*': closings.filter((index) => text[index] === '*'),
    _: closings.filter((index) => text[index] === '_'),
    '~': closings.filter((index) => text[index] === '~'),
  };
  const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
  const lastFence = text.lastIndexOf(FENCE);
  const next = { '*': 0, _: 0, '~': 0 };
  let lineEnd = -1;
  const closingFrom = (mark: keyof typeof ends, from: number) => {
    while ((ends[mark][next[mark]] ?? text.length) < from) next[mark]++;
    return ends[mark][next[mark]] ?? text.length;
  };
  return (at) => {
    const mark = text[at];
    if (mark === '`') return monoAt(text, at, lastFence);
    if ((mark !== '*' && mark !== '_' && mark !== '~') || !isAt(opening, text, at)) return null;
    if (lineEnd < at) lineEnd = lineEndFrom(text, at);
    const close = closingFrom(mark, at + 2);
    return close < lineEnd ? { kind: kinds[mark], inner: text.slice(at + 1, close), end: close + 1 } : null;
  };
}

function monoAt(text: string, at: number, lastFence: number): Mark | null {
  // Only where there is an end to it: each of many beginnings would look through all of the text for one.
  if (at + FENCE.length < lastFence && text.startsWith(FENCE, at)) {
    const close = text.indexOf(FENCE, at + FENCE.length + 1);
    return { kind: 'mono', inner: text.slice(at + FENCE.length, close), end: close + FENCE.length };
  }
  inlineMono.lastIndex = at;
  const [whole, inner] = inlineMono.exec(text) ?? [];
  return whole === undefined || inner === undefined ? null : { kind: 'mono', inner, end: at + whole.length };
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function lineEndFrom(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Gives the end of the link that begins at or behind `from` and goes over `at`; for places that only go forwards. */
function linkFinder(text: string): (from: number, at: number) => number | null {
  const next = new RegExp(link);
  let found = { start: -1, end: -1 };
  return (from, at) => {
    // A link is no mark, whatever is in it: the first that ends behind the place is the only one that may go over it.
    for (let after = from; found.start < from || found.end <= at; after = found.end) {
      next.lastIndex = after;
      const match = next.exec(text);
      found = match
        ? { start: match.index, end: match.index + match[0].length }
        : { start: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
    }
    return found.start <= at ? found.end : null;
  };
}

function parseLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(link)) {
    if (found.index > at) pieces.push({ kind: 'text', text: text.slice(at, found.index) });
    const href = /^www\./i.test(found[0]) ? `https://${found[0]}` : found[0];
    pieces.push({ kind: 'link', text: found[0], href });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}
