import { expect, test } from 'vitest';
import type { ChosenFile } from '@/features/conversation/sending/chosen-file';
import { partsOfAnswer } from '@/features/conversation/sending/parts-of-answer';

const file = (kind: ChosenFile['kind'], name: string): ChosenFile => ({
  ...{ key: name, kind, previewUrl: '' },
  file: new File([''], name),
});
const parts = (content: string, ...files: ChosenFile[]) =>
  partsOfAnswer({ content, files, quoted: null }).map((part) => [part.content, part.file?.key ?? null]);

test('each file is a message of its own, and the text goes with the first', () => {
  expect(parts('Цены')).toEqual([['Цены', null]]);
  expect(parts('Цены', file('IMAGE', 'a.png'), file('AUDIO', 'b.mp3'))).toEqual([
    ['Цены', 'a.png'],
    ['', 'b.mp3'],
  ]);
});

test('with an audio file WhatsApp shows no text: it goes ahead', () => {
  const voice = file('AUDIO', 'a.mp3');
  expect(parts('Послушайте', voice, file('IMAGE', 'b.png'))).toEqual([
    ['Послушайте', null],
    ['', 'a.mp3'],
    ['', 'b.png'],
  ]);
  expect(parts('', voice)).toEqual([['', 'a.mp3']]);
});
