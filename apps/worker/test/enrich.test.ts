import { type ReceivedMessage, updateClient } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerFacts } from '../src/agents/customer-facts.ts';
import { withBestName } from '../src/inbound/best-name.ts';
import { learn, startEnriching } from '../src/inbound/enrich-lane.ts';
import { workerContext } from './support/context.ts';
import { arrives, customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
let counter = 0;

beforeAll(async () => {
  world = await testWorld();
});

afterAll(() => world?.[Symbol.asyncDispose]());

/** A customer of a new number writes; gives the number. */
async function writes(text: string, contact: Partial<ReceivedMessage['contact']> = {}): Promise<string> {
  counter += 1;
  return writesAgain(`9967005${String(counter).padStart(5, '0')}`, text, contact);
}

async function writesAgain(digits: string, text: string, contact: Partial<ReceivedMessage['contact']> = {}) {
  const { kind, message } = customerMessage(digits, text);
  const event = withBestName({ kind, message: { ...message, contact: { ...message.contact, ...contact } } });
  await arrives(world, event);
  return digits;
}

const clientOf = (digits: string) =>
  world.scope.db.client.findFirstOrThrow({ where: { phone: `+${digits}` } });
const messagesOf = (clientId: string) =>
  world.scope.db.message.findMany({ where: { conversation: { clientId } } });
const announcedFor = async (clientId: string) =>
  (await world.scope.db.outboxEvent.findMany({ where: { name: 'client.enrich' } })).filter(({ payload }) =>
    JSON.stringify(payload).includes(clientId),
  ).length;

test('a client who writes has a language, learnt once', async () => {
  const digits = await writes('Саламатсызбы! Канча турат?', { name: 'Жылдыз' });
  const { id } = await clientOf(digits);
  expect(await announcedFor(id)).toBe(1);
  await learn(world.scope, id);
  expect(await clientOf(digits)).toMatchObject({ language: 'ky', name: 'Жылдыз', status: 'NEW_LEAD' });
  await writesAgain(digits, 'Thank you very much, how much is it?', { name: 'Жылдыз' });
  expect(await announcedFor(id)).toBe(1);
  await learn(world.scope, id);
  expect(await clientOf(digits)).toMatchObject({ language: 'ky' });
});

test('what tells no language leaves it open', async () => {
  const digits = await writes('👍');
  await learn(world.scope, (await clientOf(digits)).id);
  expect(await clientOf(digits)).toMatchObject({ language: null });
});

test('a name comes without its decoration, and “~” is none', async () => {
  expect(await clientOf(await writes('привет', { name: '~Айбек🔥' }))).toMatchObject({ name: 'Айбек' });
  const nameless = await writes('привет', { name: '~' });
  expect(await clientOf(nameless)).toMatchObject({ name: `+${nameless}` });
});

test('who is called by a number is called as they introduce themselves, unless a colleague knows better', async () => {
  const digits = await writes('Здравствуйте, меня зовут Айгуль');
  const { id } = await clientOf(digits);
  await learn(world.scope, id);
  expect(await clientOf(digits)).toMatchObject({ name: 'Айгуль', nameIsManual: false });
  const later = await writes('Здравствуйте, сколько стоит доставка?');
  const { id: laterId } = await clientOf(later);
  await learn(world.scope, laterId);
  expect(await clientOf(later)).toMatchObject({ language: 'ru', name: `+${later}` });
  await writesAgain(later, 'Меня зовут Айгуль');
  expect(await announcedFor(laterId)).toBe(2);
  await learn(world.scope, laterId);
  expect(await clientOf(later)).toMatchObject({ language: 'ru', name: 'Айгуль' });
  const other = await writes('меня зовут Айгуль');
  const { id: clientId } = await clientOf(other);
  await updateClient(world.scope, { clientId, name: `+${other} Склад` }, null);
  await learn(world.scope, clientId);
  expect(await clientOf(other)).toMatchObject({ name: `+${other} Склад` });
});

test('a parser that throws costs no message', async () => {
  const broken = () => {
    throw new Error('broken');
  };
  const event = customerMessage('996700599999', 'Здравствуйте');
  expect(withBestName(event, broken)).toEqual(event);
  const digits = await writes('Здравствуйте');
  const { id } = await clientOf(digits);
  const parsers = { bestName: broken, detectLanguage: broken };
  await expect(learn(world.scope, id, parsers)).rejects.toThrow('broken');
  expect(await messagesOf(id)).toMatchObject([{ content: 'Здравствуйте' }]);
});

test('a fault in what follows a message is logged, by its client', async () => {
  await using stack = new AsyncDisposableStack();
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) });
  const context = workerContext(world, stack, { log });
  const digits = await writes('это тайна');
  const broken = () => {
    throw new Error('the parser broke');
  };
  stack.use(startEnriching(context, { bestName: broken, detectLanguage: broken }));
  const { id } = await clientOf(digits);
  const line = await waitFor(() => logged.find((one) => one.includes(id)), { what: 'a line in the log' });
  expect(JSON.parse(line)).toMatchObject({ clientId: id, msg: 'client.not_enriched' });
  expect(line).not.toContain('тайна');
  expect(await messagesOf(id)).toMatchObject([{ content: 'это тайна' }]);
});

test('an agent is told where a customer is and how to speak to them', () => {
  const phone = '+996700500000';
  expect(customerFacts({ phone, language: null }, 'Канча турат?')).toEqual({
    language: 'ky',
    country: 'KG',
    timeZone: 'Asia/Bishkek',
    manner: 'respectful',
  });
  expect(customerFacts({ phone, language: 'fr' }, '👍')).toMatchObject({ language: 'fr', country: 'KG' });
});
