import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLanguage } from '../src/index.ts';

test.each([
  ['Здравствуйте! Сколько стоит доставка?', 'ru'],
  ['добрый день, есть в наличии?', 'ru'],
  ['Можно заказать на завтра', 'ru'],
  ['Hello, how much is it?', 'en'],
  ['Do you deliver to Osh', 'en'],
  ['hi', 'en'],
  ['Саламатсызбы! Канча турат?', 'ky'],
  ['Жеткирүү барбы, бүгүн керек болчу', 'ky'],
  ['Өлчөмү кандай', 'ky'],
  ['Сәлеметсіз бе! Қанша тұрады?', 'kk'],
  ['Жеткізу бар ма? Рақмет', 'kk'],
  ['Assalomu alaykum, qancha turadi?', 'uz'],
  ['Yetkazib berish bormi, iltimos', 'uz'],
  ['Ассалому алайкум, нархи қанча', 'uz'],
  ['bo‘ladimi o‘sha', 'uz'],
  // One word of another language does not make it that language.
  ['Салам! Скажите, пожалуйста, сколько стоит доставка по городу?', 'ru'],
])('%s → %s', (text, language) => {
  const found = detectLanguage(text);
  expect(found.language).toBe(language);
  expect(found.confidence).toBeGreaterThan(0);
});

test.each([[''], ['👍👍'], ['+996 555 123456'], ['12:30'], ['Айгуль'], ['https://example.com/the/and']])(
  'nothing tells the language of “%s”',
  (text) => expect(detectLanguage(text)).toEqual({ language: null, confidence: 0 }),
);

test('the more of it speaks for one language, the surer', () => {
  const one = detectLanguage('спасибо').confidence;
  const many = detectLanguage('спасибо, сколько стоит доставка на завтра').confidence;
  expect(many).toBeGreaterThan(one);
  expect(many).toBeLessThanOrEqual(1);
});

test('whatever somebody writes, it answers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { confidence, language } = detectLanguage(text);
      return confidence >= 0 && confidence <= 1 && (language !== null || confidence === 0);
    }),
  );
});

/** As long as WhatsApp lets a message be. */
const LONGEST = 65_536;

test.each([
  ['one word', 'я'.repeat(LONGEST)],
  ['one row of emoji', '🙏'.repeat(LONGEST / 2)],
])('five of the longest messages, each %s, hold up nobody', (_, message) => {
  const begunMs = performance.now();
  expect(detectLanguage(Array(5).fill(message).join('\n')).confidence).toBeLessThan(0.5);
  // They took more than ten seconds: for so long the worker stood still, and lost its numbers.
  expect(performance.now() - begunMs).toBeLessThan(2_000);
});
