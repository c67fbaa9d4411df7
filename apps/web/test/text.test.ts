import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialsOf } from '@/components/ui/avatar-text';
import { parseText, type TextPiece } from '@/features/conversation/messages/parse-text';
import { sizeText } from '@/features/conversation/messages/size-text';

test('plain text stays as it is', () => {
  expect(parseText('2 * 3 = 6, a_b_c, ~5 km')).toEqual([{ kind: 'text', text: '2 * 3 = 6, a_b_c, ~5 km' }]);
});

test('marks become what they mean, inside one another too', () => {
  expect(parseText('*важно _очень_* и ~нет~')).toEqual([
    {
      kind: 'bold',
      pieces: [
        { kind: 'text', text: 'важно ' },
        { kind: 'italic', pieces: [{ kind: 'text', text: 'очень' }] },
      ],
    },
    { kind: 'text', text: ' и ' },
    { kind: 'strike', pieces: [{ kind: 'text', text: 'нет' }] },
  ]);
});

test('in monospaced text nothing is marked', () => {
  expect(parseText('```a *b* c```')).toEqual([{ kind: 'mono', pieces: [{ kind: 'text', text: 'a *b* c' }] }]);
});

test('links are found, without the full stop behind them, and keep their underscores', () => {
  expect(parseText('Смотрите https://soul.kg/a_b_c?x=1, www.soul.kg.')).toEqual([
    { kind: 'text', text: 'Смотрите ' },
    { kind: 'link', text: 'https://soul.kg/a_b_c?x=1', href: 'https://soul.kg/a_b_c?x=1' },
    { kind: 'text', text: ', ' },
    { kind: 'link', text: 'www.soul.kg', href: 'https://www.soul.kg' },
    { kind: 'text', text: '.' },
  ]);
});

test('only web addresses become links', () => {
  const pieces = parseText('javascript:alert(1) data:text/html,x');
  expect(pieces.every(({ kind }) => kind === 'text')).toBe(true);
});

test('whatever is written, every letter of it is shown', () => {
  const letters = fc.string({
    unit: fc.constantFrom('*', '_', '~', '`', ' ', 'a', 'я', '\n', 'https://x.y '),
  });
  fc.assert(
    fc.property(letters, (text) => {
      const shown = textOf(parseText(text)).replace(/[*_~`]/g, '');
      return shown === text.replace(/[*_~`]/g, '');
    }),
  );
});

test('a text of nothing but marks takes the page neither down nor its time', () => {
  // The whole length that a customer's text may have, and the longest whose marks are read.
  for (const length of [65_536, 10_000]) {
    for (const part of ['*a* ', '*a ', '*a _b ~c ', '`a ', '```a ', '_www.a_/', '*_~', 'www.a ']) {
      const text = part.repeat(length / part.length);
      const begunAt = performance.now();
      const pieces = parseText(text);
      expect(textOf(pieces).replace(/[*_~`]/g, '')).toBe(text.replace(/[*_~`]/g, ''));
      // It was seconds, and a stack that overflowed.
      expect(performance.now() - begunAt).toBeLessThan(1_000);
    }
  }
});

test('of an opening mark without an end, and of an end that belongs to another line, nothing is made', () => {
  const text = '*раз\nдва* и _три';
  expect(parseText(text)).toEqual([{ kind: 'text', text }]);
});

test('sizes are for people', () => {
  const sizes = (locale: string) =>
    [0, 900, 1536, 5 * 1024 * 1024, 60 * 1024 * 1024].map((bytes) =>
      sizeText(bytes, locale).replaceAll(/\s/g, ' '),
    );
  expect(sizes('en')).toEqual(['', '900 bytes', '1.5 kB', '5 MB', '60 MB']);
  expect(sizes('ru')).toEqual(['', '900 байт', '1,5 кБ', '5 МБ', '60 МБ']);
});

function textOf(pieces: readonly TextPiece[]): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : textOf(piece.pieces))).join('');
}

test('initials are letters, whatever stands before them', () => {
  expect(initialsOf('ООО «Водогрязелечебница»')).toBe('ОВ');
  expect(initialsOf('(Ош) айгуль Сатыбалдиева')).toBe('ОА');
  expect(initialsOf('🌸 Роза')).toBe('Р');
  expect(initialsOf('+996 555 101 059')).toBe('59');
});
