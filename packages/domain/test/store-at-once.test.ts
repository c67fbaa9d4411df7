import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelEvent, ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';
import { rowsRead } from './support/rows-read.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const textFrom = (digits: string, content: string, more: Partial<ReceivedMessage> = {}): ChannelEvent => ({
  kind: 'message',
  message: incoming({
    chatId: `${digits}@c.us`,
    contact: { phone: `+${digits}`, lid: null, name: 'Айбек' },
    content,
    ...more,
  }),
});

const messagesOf = (digits: string) =>
  org.scope.db.message.findMany({
    where: { conversation: { client: { phone: `+${digits}` } } },
    include: { conversation: true },
    orderBy: { id: 'asc' },
  });

test("a customer's text stands in the inbox with the statement that stores it, its job comes after", async () => {
  await org.announced();
  const [id] = await storeInboundEvents(org.scope, org.channelId, [textFrom('996555300001', 'Салам')]);
  const [message] = await messagesOf('996555300001');
  expect(message).toMatchObject({ id, content: 'Салам', status: 'PENDING', sender: 'CLIENT' });
  expect(message?.conversation).toMatchObject({ unreadCount: 1, lastMessageId: id, status: 'OPEN' });
  expect(await org.announced()).toEqual(['inbound.process', 'messages.created']);
  await processInboundEvent(org.scope, id ?? '');
  expect(await messagesOf('996555300001')).toHaveLength(1);
  expect(await org.announced()).toEqual(['client.enrich', 'client.look-up']);
});

test('a group of many people is one statement, in the order of arrival, with one announcement for all', async () => {
  await org.announced();
  const texts = Array.from({ length: 60 }, (_, n) =>
    textFrom(`99655531${String(n % 7).padStart(4, '0')}`, `${n}`),
  );
  const ids = await storeInboundEvents(org.scope, org.channelId, [...texts, ...texts.slice(0, 9)]);
  expect(ids).toHaveLength(60);
  const of3 = await messagesOf('996555310003');
  expect(of3.map(({ content }) => content)).toEqual(['3', '10', '17', '24', '31', '38', '45', '52', '59']);
  expect(of3[0]?.conversation).toMatchObject({ unreadCount: 9, lastMessagePreview: '59' });
  expect(await org.announced()).toEqual([
    ...Array.from({ length: 3 }, () => 'inbound.process'),
    'messages.created',
  ]);
});

test('several that store the same newcomers at once make each of them once, and count each message once', async () => {
  const people = Array.from({ length: 12 }, (_, n) => `99655532${String(n).padStart(4, '0')}`);
  const events = people.flatMap((digits) => ['a', 'b'].map((content) => textFrom(digits, content)));
  const orders = [events, events.toReversed(), events.toSorted(() => 0.5 - Math.random()), events];
  const stored = await Promise.all(
    orders.map((order) => storeInboundEvents(org.scope, org.channelId, order)),
  );
  expect(new Set(stored.flat()).size).toBe(24);
  for (const id of stored.flat()) await processInboundEvent(org.scope, id);
  const clients = await org.scope.db.client.findMany({
    where: { phone: { in: people.map((digits) => `+${digits}`) } },
    include: { identities: true, conversations: { include: { messages: true } } },
  });
  expect(clients).toHaveLength(12);
  for (const { identities, conversations } of clients) {
    expect(identities).toHaveLength(1);
    expect(conversations).toMatchObject([{ unreadCount: 2 }]);
    expect(conversations[0]?.messages).toHaveLength(2);
  }
});

test("another organisation's client of the same number is nobody's concern", async () => {
  await using other = await testOrganization();
  await storeInboundEvents(other.scope, other.channelId, [textFrom('996555300002', 'чужое')]);
  await storeInboundEvents(org.scope, org.channelId, [textFrom('996555300002', 'своё')]);
  expect((await messagesOf('996555300002')).map(({ content }) => content)).toEqual(['своё']);
});

test('what a message that waited for its job says of name and chat outdates nothing that was said after it', async () => {
  const [digits, lid] = ['996555300003', '770000000003@lid'];
  const byPhone = { phone: `+${digits}`, lid: null, name: 'Азат' };
  await org.receives({ chatId: `${digits}@c.us`, contact: { ...byPhone, lid } });
  const waiting = textFrom(digits, 'раньше', {
    chatId: lid,
    contact: { phone: null, lid, name: 'Азамат' },
    quotedProviderMessageId: 'false_nothing@c.us_X',
  });
  const atOnce = textFrom(digits, 'потом', { contact: byPhone });
  const ids = await storeInboundEvents(org.scope, org.channelId, [waiting, atOnce]);
  for (const id of ids) await processInboundEvent(org.scope, id);
  const messages = await messagesOf(digits);
  expect(messages.slice(1).map(({ content }) => content)).toEqual(['раньше', 'потом']);
  expect(messages[0]?.conversation.providerChatId).toBe(`${digits}@c.us`);
  const client = await org.scope.db.client.findFirst({ where: { phone: `+${digits}` } });
  expect(client?.name).toBe('Азат');
});

test('who is called by a number is called as a message says that waited for its job', async () => {
  const digits = '996555300004';
  const contact = { phone: `+${digits}`, lid: null };
  const waiting = textFrom(digits, 'раньше', {
    ...{ contact: { ...contact, name: 'Азат' }, quotedProviderMessageId: 'false_nothing@c.us_X' },
  });
  const atOnce = textFrom(digits, 'потом', { contact: { ...contact, name: null } });
  const ids = [waiting, atOnce].map((event) => storeInboundEvents(org.scope, org.channelId, [event]));
  for (const id of (await Promise.all(ids)).flat().toReversed()) await processInboundEvent(org.scope, id);
  expect(await org.scope.db.client.findFirst({ where: { phone: `+${digits}` } })).toMatchObject({
    name: 'Азат',
  });
});

const person = fc.record({
  n: fc.nat(2),
  ids: fc.constantFrom('phone', 'lid', 'both'),
  isLidChat: fc.boolean(),
});
const told = fc.record({
  person,
  key: fc.nat(40),
  name: fc.constantFrom(null, 'Азат', 'Азамат'),
  isFromMe: fc.nat(9).map((n) => n === 0),
  hasFile: fc.nat(9).map((n) => n === 0),
  quoted: fc.option(fc.nat(40), { freq: 8 }),
});
type Told = typeof told extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever comes in whatever groups: written at once or by the job, the result is the same', async () => {
  await using jobs = await testOrganization();
  await using atOnce = await testOrganization();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(told, { maxLength: 5 }), { maxLength: 4 }), async (groups) => {
      run += 1;
      for (const group of groups) {
        const events = group.map((one, n) => eventOf(one, `${run}`, n));
        await take(jobs, events, false);
        await take(atOnce, events, true);
      }
      expect(await stateOf(atOnce, `${run}`)).toEqual(await stateOf(jobs, `${run}`));
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);

async function take(to: TestOrganization, events: ChannelEvent[], isAtOnce: boolean): Promise<void> {
  const options = { atOnce: isAtOnce };
  const ids = await storeInboundEvents(to.scope, to.channelId, events, options);
  for (const id of ids) await processInboundEvent(to.scope, id);
}

/** Each run has people of its own: the numbers begin with the run's. */
function eventOf({ person, key, name, ...rest }: Told, run: string, n: number): ChannelEvent {
  const digits = `9965${run.padStart(4, '0')}${person.n}000`;
  const privacyId = `77${run.padStart(4, '0')}${person.n}00000@lid`;
  const phone = person.ids === 'lid' ? null : `+${digits}`;
  const lid = person.ids === 'phone' ? null : privacyId;
  const chatId = phone === null || (lid && person.isLidChat) ? privacyId : `${digits}@c.us`;
  const idOf = (of: number) => `${rest.isFromMe}_${chatId}_RUN${run}K${of}`;
  const media = {
    mimeType: 'image/png',
    fileName: 'a.png',
    size: 1,
    width: null,
    height: null,
    durationMs: null,
  };
  return {
    kind: 'message',
    message: {
      providerMessageId: idOf(key),
      isFromMe: rest.isFromMe,
      chatId,
      contact: { phone, lid, name },
      kind: rest.hasFile ? 'IMAGE' : 'TEXT',
      content: `${run}/${key}`,
      sentAtMs: Date.now() + n,
      quotedProviderMessageId: rest.quoted === null ? null : idOf(rest.quoted),
      media: rest.hasFile ? media : null,
      ack: null,
    },
  };
}

async function stateOf({ scope }: TestOrganization, run: string) {
  const clients = await scope.db.client.findMany({
    where: { identities: { some: { value: { contains: run.padStart(4, '0') } } } },
    include: {
      identities: { select: { kind: true, value: true } },
      conversations: {
        include: { messages: { orderBy: { id: 'asc' }, include: { quotedMessage: true, media: true } } },
      },
    },
  });
  const views = clients.map(({ name, phone, status, identities, conversations }) => ({
    ...{ name, phone, status },
    identities: identities.map(({ kind, value }) => `${kind} ${value}`).sort(),
    conversations: conversations.map((conversation) => ({
      chat: conversation.providerChatId,
      unread: conversation.unreadCount,
      preview: conversation.lastMessagePreview,
      last: [conversation.lastMessageKind, conversation.lastMessageDirection, conversation.lastMessageStatus],
      messages: conversation.messages.map((message) => [
        message.providerMessageId,
        message.content,
        message.direction,
        message.sender,
        message.kind,
        message.status,
        message.quotedMessage?.providerMessageId ?? null,
        message.media?.fileName ?? null,
      ]),
    })),
  }));
  return views.toSorted((a, b) => a.identities.join().localeCompare(b.identities.join()));
}

test('what is looked up is found by its key, also with the plan of the time when the tables were empty', async () => {
  await using fresh = await testOrganization();
  const { scope, channelId } = fresh;
  let count = 0;
  const texts = (size: number) =>
    Array.from({ length: size }, () => {
      count += 1;
      return textFrom(`99655534${String(count % 500).padStart(4, '0')}`, `${count}`);
    });
  // PostgreSQL keeps the plan of a prepared statement that has come some times, until the tables are analysed.
  for (let n = 0; n < 8; n += 1) await storeInboundEvents(scope, channelId, texts(1));
  for (let n = 0; n < 20; n += 1) await storeInboundEvents(scope, channelId, texts(50));
  const before = await rowsRead(scope.statement);
  await storeInboundEvents(scope, channelId, texts(20));
  expect((await rowsRead(scope.statement)) - before).toBeLessThan(20 * 30);
});
