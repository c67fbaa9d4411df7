import { provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchMessages } from '../src/search/search-messages.ts';
import { snippetOf } from '../src/search/snippet.ts';
import { wordsQuery } from '../src/search/words-query.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
let stranger: Scope;

const TEXTS = [
  'Добрый день! Есть доставка в Ош?',
  'Доставку оплачу наличными, ещё нужен чек',
  'Заказ 12-345 для info@soul.kg',
  'Саламатсызбы, жеткирүүнү качан күтсөм болот?',
  'Do you have other deliveries today?',
  'не пришло',
];

beforeAll(async () => {
  org = await testOrganization();
  for (const content of TEXTS) await org.receives({ content });
  const user = await org.database.system.user.create({
    data: { id: newId(), name: 'Чужой', email: 'stranger@example.com' },
  });
  const other = await org.database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: user.id, organizationName: 'Other' }),
  );
  stranger = org.database.forOrganization(other.organizationId);
});

afterAll(() => org?.[Symbol.asyncDispose]());

const search = (q: string, scope = org.scope) => searchMessages(scope, { q, limit: 20 });
const textsOf = async (q: string) =>
  (await search(q)).items.map(({ snippet }) => snippet.map(({ text }) => text).join(''));

test.each([
  ['a Russian word in any form', 'доставкой', [TEXTS[1], TEXTS[0]]],
  ['in any case', 'ДОСТАВКА', [TEXTS[1], TEXTS[0]]],
  ['by the beginning of the last word', 'достав', [TEXTS[1], TEXTS[0]]],
  ['all words must be there', 'доставка ош', [TEXTS[0]]],
  ['ё or е', 'еще', [TEXTS[1]]],
  ['е or ё', 'ещё чек', [TEXTS[1]]],
  ['an English word in another form', 'delivery', [TEXTS[4]]],
  ['a Kyrgyz word by its beginning', 'жеткирүү', [TEXTS[3]]],
  ['the commonest words', 'не', [TEXTS[5]]],
  ['a number behind a hyphen', '345', [TEXTS[2]]],
  ['a part of an address', 'soul', [TEXTS[2]]],
  ['nothing', 'самолёт', []],
])('%s finds', async (_, q, texts) => {
  expect(await textsOf(q)).toEqual(texts);
});

test.each([
  '"',
  '&',
  '!',
  ':*',
  "'",
  '\\',
  '!доставка',
  'доставка & | <-> :*',
  "доставка' | 'x",
  '()',
  '\u0000',
  '%',
])('what is no word is no operator: %j', async (q) => {
  const found = await textsOf(q);
  expect(found).toEqual(q.includes('доставка') && !q.includes('x') ? [TEXTS[1], TEXTS[0]] : []);
});

test('another organisation finds nothing of it, and it nothing of another', async () => {
  expect((await search('доставка', stranger)).items).toEqual([]);
  const [channel] = await stranger.db.channel.findMany();
  const client = await stranger.db.client.create({ data: { name: 'Чужой клиент' } });
  const channelId = channel?.id ?? '';
  const conversation = await stranger.db.conversation.create({
    data: { channelId, clientId: client.id, providerChatId: 'x@c.us' },
  });
  const sent = { direction: 'INCOMING', sender: 'CLIENT' } as const;
  const content = 'Чужая доставка';
  const id = newId();
  await stranger.db.message.create({
    data: { id, channelId, ...sent, conversationId: conversation.id, content },
  });
  expect((await search('доставка', stranger)).items).toMatchObject([{ messageId: id }]);
  expect(await textsOf('доставка')).toEqual([TEXTS[1], TEXTS[0]]);
});

test('pages follow one another without gaps or repeats, also when new messages come in between', async () => {
  for (let n = 1; n <= 5; n += 1) await org.receives({ content: `накладная ${n}` });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await searchMessages(org.scope, { q: 'накладную', limit: 2, cursor });
    seen.push(...page.items.map(({ snippet }) => snippet.map(({ text }) => text).join('')));
    cursor = page.nextCursor ?? undefined;
    await org.receives({ content: 'накладная позже' });
  } while (cursor);
  expect(seen).toEqual([5, 4, 3, 2, 1].map((n) => `накладная ${n}`));
  await expect(searchMessages(org.scope, { q: 'а', limit: 2, cursor: 'x' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('words of old messages are found beyond the newest thousands, and common ones among them', async () => {
  const { conversationId } = (await search('ош')).items[0] ?? { conversationId: '' };
  const conversation = await org.scope.db.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const { channelId } = conversation;
  await org.scope.db.message.createMany({
    data: Array.from({ length: 2_500 }, (_, n) => ({
      ...({
        id: newId(),
        channelId,
        conversationId,
        direction: 'INCOMING',
        sender: 'CLIENT',
      } as const),
      content: n % 2 === 0 ? 'обычное слово' : 'другое',
    })),
  });
  expect(await textsOf('чек')).toEqual([TEXTS[1]]);
  const common = await search('обычный');
  expect(common.items).toHaveLength(20);
  const ids = common.items.map(({ messageId }) => messageId);
  expect(ids).toEqual(ids.toSorted().reverse());
});

describe('snippets', () => {
  test('show the text around the first hit, with whole words and the hits marked', () => {
    const before = 'слово '.repeat(30);
    const marked = `${before}\uE000гарантия\uE001 ${'конец '.repeat(40)}`;
    const snippet = snippetOf(`${before}гарантия ${'конец '.repeat(40)}`, marked);
    expect(snippet.at(0)).toEqual({ text: '…', isHit: false });
    expect(snippet.filter(({ isHit }) => isHit)).toEqual([{ text: 'гарантия', isHit: true }]);
    expect(snippet.at(-1)).toEqual({ text: '…', isHit: false });
    const text = snippet.map((piece) => piece.text).join('');
    expect(text).toMatch(/^…слово .*конец…$/);
    expect(text.length).toBeLessThan(200);
  });

  test('a text without marks, or one that ends before the text, is shown from its beginning', () => {
    expect(snippetOf('короткий  текст', 'короткий  текст')).toEqual([
      { text: 'короткий текст', isHit: false },
    ]);
    expect(snippetOf('', '')).toEqual([]);
    expect(snippetOf('😀'.repeat(200), '')[0]?.text).not.toContain('\uFFFD');
  });
});

test('a search has ten words at the most', () => {
  expect(wordsQuery('а б в г д е ж з и к л м')).toBe(
    "'а' & 'б' & 'в' & 'г' & 'д' & 'е' & 'ж' & 'з' & 'и' & 'к':*",
  );
  expect(wordsQuery(' ?! ')).toBeNull();
});
