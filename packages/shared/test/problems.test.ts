import { expect, test } from 'vitest';
import { Problem, problemSentence, problems } from '../src/problems.ts';

test('every problem has a sentence in both languages, with the same places to fill', () => {
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [code, problem] of Object.entries(problems)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400);
    expect(problem.ru, code).toMatch(/[а-яё]/i);
    expect(problem.en, code).not.toMatch(/[а-яё]/i);
    expect(places(problem.ru), code).toEqual(places(problem.en));
  }
});

test('a sentence is filled from the params', () => {
  expect(problemSentence('RATE_LIMITED', 'en', { seconds: 7 })).toBe('Too many requests. Try again in 7 s.');
  const refused = { phone: '12', reason: 'TOO_SHORT' };
  expect(problemSentence('INVALID_PHONE', 'en', refused)).toContain('“12” is not a phone');
  expect(problemSentence('INVALID_PHONE', 'ru', refused)).toContain('слишком мало цифр');
  expect(new Problem('INVALID_PHONE', { phone: '1' }).status).toBe(400);
});
