import { type ReactNode, useMemo } from 'react';
import { parseText, type TextPiece } from './parse-text';

/** Each text runs in the direction of its own language. */
export function MessageText({ text }: { text: string }) {
  const pieces = useMemo(() => parseText(text), [text]);
  return (
    <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {draw(pieces)}
    </p>
  );
}

function draw(pieces: readonly TextPiece[]): ReactNode[] {
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
    return <Piece key={index} piece={piece} />;
  });
}

function Piece({ piece }: { piece: TextPiece }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'link':
      return (
        <a
          href={piece.href}
          target="_blank"
          rel="noreferrer nofollow"
          className="text-primary underline underline-offset-2"
        >
          {piece.text}
        </a>
      );
    case 'bold':
      return <strong className="font-semibold">{draw(piece.pieces)}</strong>;
    case 'italic':
      return <em>{draw(piece.pieces)}</em>;
    case 'strike':
      return <s>{draw(piece.pieces)}</s>;
    case 'mono':
      return (
        <code className="rounded bg-foreground/6 px-1 font-mono text-[0.875em]">{draw(piece.pieces)}</code>
      );
  }
}
