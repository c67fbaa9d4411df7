import { expect, test } from 'vitest';
import {
  asking,
  changeOf,
  following,
  isOvertaken,
  leftAlone,
  stillUnsaved,
  type TypedText,
  untouched,
} from '@/components/typed-text';

const typedOver = (base: string, text: string): TypedText => ({ ...untouched(base), text });

test('a field that nobody has touched follows what is stored', () => {
  const typed = untouched('Айгуль');
  expect(following(typed, 'Айгуль')).toBe(typed);
  expect(following(typed, 'Айгуль С.')).toEqual(untouched('Айгуль С.'));
});

test('what is being typed stays, whatever a colleague stores meanwhile, and knows of it', () => {
  const typed = typedOver('', 'Просит чек');
  expect([following(typed, 'Постоянная'), isOvertaken(typed, 'Постоянная')]).toEqual([typed, true]);
  expect(changeOf(typed, false)).toBe('Просит чек');
  expect([isOvertaken(typed, ''), isOvertaken(untouched('Было'), 'Стало')]).toEqual([false, false]);
});

test('what was typed and is stored by now is followed again', () => {
  const saved = following(typedOver('', 'Просит чек '), 'Просит чек');
  expect(changeOf(saved, false)).toBeNull();
  expect(following(saved, '').text).toBe('');
});

test('what one has saved oneself overtakes nobody who goes on typing', () => {
  const first = { ...asking(typedOver('', 'Про'), 'Про'), text: 'Просит' };
  const second = { ...asking(first, 'Просит'), text: 'Просит чек' };
  expect([second.base, ...second.own]).toEqual(['', 'Про', 'Просит']);
  const stored = following(second, 'Про');
  expect(stored).toEqual({ text: 'Просит чек', base: 'Про', own: ['Просит'] });
  expect([isOvertaken(stored, 'Про'), isOvertaken(stored, 'Чужое')]).toEqual([false, true]);
  expect(following(second, 'Просит')).toEqual({ text: 'Просит чек', base: 'Просит', own: [] });
});

test('what was typed back while one’s own change was under way is a change again', () => {
  const typed = { ...asking(typedOver('Было', 'Стало'), 'Стало'), text: 'Было' };
  expect(changeOf(typed, false)).toBe('Было');
  expect(changeOf(following(typed, 'Стало'), false)).toBe('Было');

  // Both are under way, in their order: what comes first is not shown in between.
  const asked = asking(typed, 'Было');
  expect([changeOf(asked, false), leftAlone(asked, 'Было')]).toEqual([null, asked]);
  expect(following(following(asked, 'Стало'), 'Было')).toEqual(untouched('Было'));
});

test('a name that is left empty stands there again, also while another one is under way', () => {
  expect(leftAlone(typedOver('Айгуль', ''), 'Айгуль')).toEqual(untouched('Айгуль'));
  const asked = asking(typedOver('Айгуль', 'Айгуль С.'), 'Айгуль С.');
  expect(leftAlone({ ...asked, text: '' }, 'Айгуль')).toEqual(asked);
});

test('what could not be saved goes once it is stored after all, and stands beside what a colleague has stored since', () => {
  const kept = asking(typedOver('Айгуль', 'Айгуль С.'), 'Айгуль С.');
  expect(stillUnsaved(kept, 'Айгуль')).toEqual(kept);
  expect(stillUnsaved(kept, 'Айгуль С.')).toBeNull();
  expect(stillUnsaved(kept, 'Айгуль из цветочного')).toEqual(kept);
});

test('a stored text with a blank at its end is not one that somebody has changed', () => {
  const typed = untouched('Айгуль ');
  expect(changeOf(typed, true)).toBeNull();
  expect(following(typed, 'Айгуль С.').text).toBe('Айгуль С.');
});

test('an emptied name is nothing to save, emptied notes are', () => {
  expect(changeOf(typedOver('Айгуль', ' '), true)).toBeNull();
  expect(changeOf(typedOver('Айгуль', ' '), false)).toBe('');
});
