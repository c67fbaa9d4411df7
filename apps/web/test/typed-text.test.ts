import { expect, test } from 'vitest';
import { changeOf, following } from '@/features/clients/typed-text';

test('a field that nobody has touched follows what is stored', () => {
  const typed = { text: 'Айгуль', base: 'Айгуль' };
  expect(following(typed, 'Айгуль')).toBe(typed);
  expect(following(typed, 'Айгуль С.')).toEqual({ text: 'Айгуль С.', base: 'Айгуль С.' });
});

test('what is being typed stays, whatever a colleague stores meanwhile', () => {
  const typed = following({ text: 'Просит чек', base: '' }, 'Постоянная');
  expect(typed).toEqual({ text: 'Просит чек', base: 'Постоянная' });
  expect(changeOf(typed, false)).toBe('Просит чек');
});

test('what was typed and is stored by now is followed again', () => {
  const saved = following({ text: 'Просит чек ', base: '' }, 'Просит чек');
  expect(changeOf(saved, false)).toBeNull();
  expect(following(saved, '').text).toBe('');
});

test('a stored text with a blank at its end is not one that somebody has changed', () => {
  const untouched = { text: 'Айгуль ', base: 'Айгуль ' };
  expect(changeOf(untouched, true)).toBeNull();
  expect(following(untouched, 'Айгуль С.').text).toBe('Айгуль С.');
});

test('an emptied name is nothing to save, emptied notes are', () => {
  expect(changeOf({ text: ' ', base: 'Айгуль' }, true)).toBeNull();
  expect(changeOf({ text: ' ', base: 'Айгуль' }, false)).toBe('');
});
