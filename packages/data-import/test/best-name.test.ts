import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestName } from '../src/index.ts';

test.each([
  ['Айгуль Сатыбалдиева', 'Айгуль Сатыбалдиева'],
  ['~Айбек🔥', 'Айбек'],
  ['🌸 Aigul 🌸', 'Aigul'],
  ['  Нурлан   Т. ', 'Нурлан Т.'],
  ['★ Динара ★', 'Динара'],
  ['АЙГУЛЬ', 'Айгуль'],
  ['KFC', 'KFC'],
  ['ОсОО «Ак-Сай»', 'ОсОО «Ак-Сай»'],
  ["O'Brien", "O'Brien"],
  ['Жылдыз🇰🇬', 'Жылдыз'],
  ['Al\u200dmaz\u202e', 'Al maz'],
  ['...Бек...', 'Бек'],
])('%s is called %s', (pushName, name) => expect(bestName({ pushName })).toEqual({ name, from: 'push' }));

test.each([['~'], ['.'], ['🔥🔥🔥'], ['+996 555 123456'], ['А'], ['аааа'], ['user'], ['Без имени'], ['']])(
  '“%s” is no name',
  (pushName) => expect(bestName({ pushName })).toBeNull(),
);

test.each([
  ['Здравствуйте, меня зовут Айгуль, сколько стоит?', 'Айгуль'],
  ['МЕНЯ ЗОВУТ Нурлан Асанов', 'Нурлан Асанов'],
  ['Это Бакыт', 'Бакыт'],
  ['Hi, my name is John Smith and I want roses', 'John Smith'],
  ["Hello, I'm Aida.", 'Aida'],
  ['Менин атым Жылдыз', 'Жылдыз'],
  ['Менің атым Ерлан', 'Ерлан'],
  ['Mening ismim Rustam', 'Rustam'],
  ['Это срочно. Меня зовут Айгуль', 'Айгуль'],
  ['Это срочно! Это Бакыт', 'Бакыт'],
  ['I am in a hurry. My name is John', 'John'],
  ['Это Бакыт. Букет ещё есть?', 'Бакыт'],
  ['Пришлите прайс.\nС уважением, Ольга Петрова', 'Ольга Петрова'],
])('“%s” says the name', (text, name) => expect(bestName({ text })).toEqual({ name, from: 'text' }));

test.each([
  ['это цена?'],
  ['I am here'],
  ['сколько это стоит'],
  ['Поэтому Бишкек'],
  ['Это Айфон 15 ещё есть?'],
  ['Хочу это: Это Айфон 15'],
  ['Здравствуйте! Это Магазин цветов?'],
  ['Hello! This is Flower Shop?'],
])('“%s” says no name', (text) => expect(bestName({ text })).toBeNull());

test('the name in the phone’s contacts goes before the one on WhatsApp, and that before what was written', () => {
  const all = { contactName: 'Айгуль (цветы)', pushName: 'aiko', text: 'меня зовут Айгуль' };
  expect(bestName(all)).toEqual({ name: 'Айгуль (цветы)', from: 'contact' });
  expect(bestName({ ...all, contactName: '+996555123456' })).toEqual({ name: 'aiko', from: 'push' });
  expect(bestName({ ...all, contactName: null, pushName: '~' })).toEqual({ name: 'Айгуль', from: 'text' });
});

test('whatever a name is, the best of it is none or has letters, and is its own best', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (pushName) => {
      const best = bestName({ pushName });
      if (best === null) return true;
      return /\p{L}/u.test(best.name) && bestName({ pushName: best.name })?.name === best.name;
    }),
  );
});

test('a message of the greatest length in which everything may be an introduction holds up nobody', () => {
  const texts = ['это ', 'это А ', 'I am ', 'regards '].map(
    (words) => `${words.repeat(65_536 / words.length)}\n`,
  );
  const begunMs = performance.now();
  expect(bestName({ pushName: `a${'.'.repeat(65_536)}a` })).toBeNull();
  expect(texts.map((text) => bestName({ text }))).toEqual([null, null, null, null]);
  // They took some seconds, in which the worker stood still.
  expect(performance.now() - begunMs).toBeLessThan(2_000);
});
