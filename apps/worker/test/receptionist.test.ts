import type { AgentContext, AgentMessage } from '@soul-kg-crm/domain';
import { expect, test } from 'vitest';
import { phrasesOf } from '../src/agents/receptionist/phrases.ts';
import { receptionist } from '../src/agents/receptionist/receptionist.ts';

const answers = [
  { keywords: ['цен', 'price'], text: 'Розы 120 сом.' },
  { keywords: ['до скольки', 'hours'], text: 'С 9 до 21.' },
];

const whereabouts = { country: 'KG', timeZone: 'Asia/Bishkek', manner: 'formal' } as const;

/** What it decides about texts that a customer wrote in a row. */
function decide(
  texts: string[],
  more: Partial<AgentContext['client']> = {},
  before: string[] = [],
  table = answers,
) {
  const batch = texts.map((content) => message({ content }));
  const said = before.map((content) =>
    message({ content, direction: 'OUTGOING', sender: 'AI', senderId: 'receptionist' }),
  );
  return receptionist.onInboundMessage({
    ...{ organizationId: 'o', conversationId: 'c', batch, recent: [...said, ...batch], at: new Date() },
    client: {
      id: 'k',
      name: 'Айгуль Сатыбалдиева',
      language: 'ru',
      status: 'NEW_LEAD',
      ...whereabouts,
      ...more,
    },
    settings: { agentType: 'receptionist', answers: table, handOverAfter: 2 },
    signal: new AbortController().signal,
  });
}

function message(more: Partial<AgentMessage>): AgentMessage {
  const base = { id: 'm', direction: 'INCOMING', sender: 'CLIENT', senderId: null, kind: 'TEXT' } as const;
  return { ...base, content: '', reaction: null, at: new Date(), ...more };
}

const { notUnderstood } = phrasesOf('ru');

test.each([
  ['ru', 'Здравствуйте, Айгуль!'],
  ['en', 'Hello, Айгуль!'],
  ['ky', 'Саламатсызбы, Айгуль!'],
  ['kk', 'Сәлеметсіз бе, Айгуль!'],
  ['uz', 'Assalomu alaykum, Айгуль!'],
  ['fr', 'Здравствуйте, Айгуль!'],
])('a greeting is answered in the language of the client: %s', async (language, beginning) => {
  const greeting =
    { ru: 'Добрый день', en: 'Hi!', ky: 'Салам', kk: 'Сәлем', uz: 'Salom' }[language] ?? 'Hello';
  const decision = await decide([greeting], { language });
  expect(decision).toMatchObject({ kind: 'reply', content: expect.stringContaining(beginning) });
});

test('nobody is greeted by a number', async () => {
  const decision = await decide(['Здравствуйте'], { name: '+996700111222' });
  expect(decision).toEqual({ kind: 'reply', content: 'Здравствуйте! Чем можем помочь?' });
});

test.each([
  [['Какие у вас ЦЕНЫ?'], 'Розы 120 сом.'],
  [['Здравствуйте!', 'до  скольки вы открыты', 'и цены какие'], 'Розы 120 сом.\n\nС 9 до 21.'],
])('a burst is answered once, by the words of the table: %j', async (texts, content) => {
  expect(await decide(texts)).toEqual({ kind: 'reply', content });
});

test('of more answers than one message holds, those that fit are given', async () => {
  const table = ['1', '2', '3', '4', '5'].map((text) => ({ keywords: ['цен'], text: text.repeat(1_000) }));
  const decision = await decide(['Цены?'], {}, [], table);
  const fitting = table.slice(0, 4).map(({ text }) => text);
  expect(decision).toEqual({ kind: 'reply', content: fitting.join('\n\n') });
});

test.each([['Позовите оператора'], ['I want a human'], ['Адам керек']])(
  '%s: a person is asked',
  async (text) => {
    expect(await decide([text])).toMatchObject({ kind: 'handOver', reason: 'ASKED_FOR_PERSON' });
  },
);

test('what it does not understand it asks about, and the next time a person goes on', async () => {
  expect(await decide(['абракадабра'])).toEqual({ kind: 'reply', content: notUnderstood });
  expect(await decide(['абракадабра'], {}, [notUnderstood])).toMatchObject({ reason: 'NOT_UNDERSTOOD' });
  expect(await decide(['абракадабра'], {}, [notUnderstood, 'Розы 120 сом.'])).toMatchObject({
    kind: 'reply',
  });
});

test.each([['👍'], ['Спасибо!'], ['...'], ['Рахмат 🙏']])('%s needs no answer', async (text) => {
  expect(await decide([text])).toEqual({ kind: 'nothing' });
});

test.each([
  ['Большое спасибо вам!'],
  ['Хорошо, понятно'],
  ['thank you very much'],
  ['ok, got it'],
  ['чоң рахмат'],
  ['көп рақмет'],
  ['katta rahmat sizga'],
])('%s says nothing else, and needs no answer', async (text) => {
  expect(await decide([text])).toEqual({ kind: 'nothing' });
});

test.each([
  ['Хорошо, когда доставка?'],
  ['Ок, где вы?'],
  ['понятно, а гарантия?'],
  ['Хорошо?'],
  ['не хорошо'],
  ['ok but when?'],
  ['ok where'],
  ['жакшы, качан?'],
  ['жақсы, қашан'],
  ['yaxshi, qachon'],
  ['Привет, деньги не пришли'],
  ['hi, it is broken'],
  ['Салам, акча келген жок'],
])('%s says more than thanks or a greeting, and is not passed over', async (text) => {
  expect(await decide([text])).toEqual({ kind: 'reply', content: notUnderstood });
});

test.each([
  ['Добрый день всем'],
  ['Привет, как дела?'],
  ['Hello?'],
  ['good morning'],
  ['Ассаламу алейкум'],
  ['Қайырлы күн'],
])('%s greets', async (text) => {
  expect(await decide([text])).toMatchObject({ content: expect.stringContaining('Чем можем помочь?') });
});

test('who asks for how many persons is told the price; who asks for one is given one', async () => {
  const table = [{ keywords: ['сколько стоит'], text: 'От 500 сом.' }];
  const price = { kind: 'reply', content: 'От 500 сом.' };
  expect(await decide(['Сколько стоит на 2 человека'], {}, [], table)).toEqual(price);
  expect(await decide(['Позовите человека'], {}, [], table)).toMatchObject({ reason: 'ASKED_FOR_PERSON' });
  const both = ['Сколько стоит, спрошу у оператора'];
  expect(await decide(both, {}, [], table)).toMatchObject({ reason: 'ASKED_FOR_PERSON' });
});
