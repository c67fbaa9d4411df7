export interface SnippetPiece {
  text: string;
  isHit: boolean;
}

// From Unicode's private area: nobody types them, and PostgreSQL takes them for no letters.
export const HIT_BEGINS = '\uE000';
export const HIT_ENDS = '\uE001';

const BEFORE = 40;
const LENGTH = 140;

/**
 * The part of a text around its first hit, in pieces. `marked` is the text with marks around each hit and otherwise other
 * characters of the same number (plain_words in the migration); where it is shorter, the rest has no hits.
 */
export function snippetOf(content: string, marked: string): SnippetPiece[] {
  const hits = hitsOf(marked);
  const from = wordStart(content, (hits[0]?.from ?? 0) - BEFORE);
  const to = wordEnd(content, from + LENGTH);
  const pieces: SnippetPiece[] = [];
  let at = from;
  for (const hit of hits) {
    if (hit.from < at || hit.to > to) continue;
    pieces.push({ text: content.slice(at, hit.from), isHit: false });
    pieces.push({ text: content.slice(hit.from, hit.to), isHit: true });
    at = hit.to;
  }
  pieces.push({ text: content.slice(at, to), isHit: false });
  const first = from > 0 ? [{ text: '…', isHit: false }] : [];
  const last = to < content.length ? [{ text: '…', isHit: false }] : [];
  return [...first, ...pieces, ...last]
    .map(({ text, isHit }) => ({ text: text.replace(/\s+/g, ' '), isHit }))
    .filter(({ text }) => text !== '');
}

function hitsOf(marked: string): { from: number; to: number }[] {
  const hits: { from: number; to: number }[] = [];
  let marks = 0;
  let from = 0;
  for (const { 0: mark, index } of marked.matchAll(/[\uE000\uE001]/g)) {
    if (mark === HIT_BEGINS) from = index - marks;
    else hits.push({ from, to: index - marks });
    marks += 1;
  }
  return hits;
}

/** Where a word begins, at or before this place. */
function wordStart(text: string, place: number): number {
  if (place <= 0) return 0;
  const space = text.slice(0, place).search(/\s\S*$/);
  // A word of such a length is no word: cut anywhere, but never inside an emoji.
  if (space === -1 || place - space > BEFORE) return isInsidePair(text, place) ? place + 1 : place;
  return space + 1;
}

/** Where a word ends, at or after this place. */
function wordEnd(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const more = text.slice(place).search(/\s/);
  if (more === -1 ? text.length - place > BEFORE : more > BEFORE) {
    return isInsidePair(text, place) ? place + 1 : place;
  }
  return more === -1 ? text.length : place + more;
}

function isInsidePair(text: string, place: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(place));
}
