import { beforeEach, expect, test } from 'vitest';
import { toastCall, toastError, toasts } from '@/components/ui/toasts';

// What waits until there is something to draw it with.

const said = () => toasts.waiting().map(({ message }) => String(message));

beforeEach(() => void toasts.take());

test('what fails again and again while nothing can draw it is told of once', () => {
  for (let n = 0; n < 3; n++) toastError(new TypeError('Failed to fetch'));
  toastError('Другое');
  expect(said()).toEqual(['TypeError: Failed to fetch', 'Другое']);
});

test('a call with the id of an earlier one takes its place, and calls of two conversations stand beside one another', () => {
  toastCall({ id: 'a', message: 'Айгуль' });
  toastCall({ id: 'b', message: 'Айгуль' });
  toastCall({ id: 'a', message: 'Айгуль' });
  expect(toasts.waiting().map(({ id }) => id)).toEqual(['b', 'a']);
});

test('what was closed, or handed over to be drawn, is not told again', () => {
  toastError('первое');
  toastError('второе');
  const [first] = toasts.waiting();
  if (first) toasts.drop(first);
  expect(said()).toEqual(['второе']);
  expect(toasts.take()).toHaveLength(1);
  expect(said()).toEqual([]);
});
