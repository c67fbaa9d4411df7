/** A piece of a message's text, as WhatsApp marks it up. */
export type TextPiece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'mono'; pieces: TextPiece[] };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const link = /(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}»]/giu;
const marked = /```([\s\S]+?)```|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])/u;

/** Reads *bold*, _italic_, ~struck~, ```mono``` and links. Never HTML: what comes out is drawn as text. */
export function parseText(text: string): TextPiece[] {
  const match = marked.exec(text);
  if (!match) return parseLinks(text);
  const linkAround = [...text.matchAll(link)].find(
    (found) => found.index <= match.index && match.index < found.index + found[0].length,
  );
  if (linkAround) {
    const end = linkAround.index + linkAround[0].length;
    return [...parseLinks(text.slice(0, end)), ...parseText(text.slice(end))];
  }
  const [whole, block, inline, mark, inner] = match;
  const mono = block ?? inline;
  const piece: TextPiece =
    mono === undefined
      ? { kind: kindOf(mark), pieces: parseText(inner ?? '') }
      : { kind: 'mono', pieces: [{ kind: 'text', text: mono }] };
  return [
    ...parseLinks(text.slice(0, match.index)),
    piece,
    ...parseText(text.slice(match.index + whole.length)),
  ];
}

function kindOf(mark: string | undefined): 'bold' | 'italic' | 'strike' {
  return mark === '*' || mark === '_' || mark === '~' ? marks[mark] : 'bold';
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
