import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let one: Person;
let other: Person;
let stranger: Person;

beforeAll(async () => {
  api = await testApi();
  one = await api.newOrganization();
  other = await addAgent(api.http, api.database, one.organizationId);
  stranger = await api.newOrganization('Чужая');
});

afterAll(() => api?.[Symbol.asyncDispose]());

async function addClient(notes: string, nameIsManual = false) {
  const id = newId();
  const { db } = api.database.forOrganization(one.organizationId);
  await db.client.create({ data: { id, name: 'Клиент', nameIsManual, notes } });
  const change = (person: Person, body: object) =>
    api.http.patch(`/api/clients/${id}`).set('Cookie', person.cookie).send(body);
  const notesNow = async () => (await db.client.findUniqueOrThrow({ where: { id } })).notes;
  return { change, notesNow };
}

test('of two who change the notes of a client the later is told, and loses nobody’s', async () => {
  const { change, notesNow } = await addClient('Роза');
  await change(one, { notes: 'Роза, опт', notesFrom: ['Роза'] }).expect(200);
  const late = await change(other, { notes: 'Роза, звонить', notesFrom: ['Роза'], name: 'Роза' }).expect(409);
  expect(late.body.code).toBe('CONFLICT');
  expect(await notesNow()).toBe('Роза, опт');
  // The answer to the first was lost, and it is asked for once more.
  await change(one, { notes: 'Роза, опт', notesFrom: ['Роза'] }).expect(200);
  await change(other, { notes: 'Роза, опт, звонить', notesFrom: ['Роза', 'Роза, опт'] }).expect(200);
  await change(one, { notes: 'Заново' }).expect(200);
  expect(await notesNow()).toBe('Заново');
  await change(stranger, { notes: 'Чужое', notesFrom: ['Заново'] }).expect(404);
  await change(one, { notes: 'Без начала', notesFrom: [] }).expect(400);
  await change(one, { status: 'CUSTOMER', notesFrom: ['Не то'] }).expect(200);
});

test('of two who change the same notes at once one is told', async () => {
  const { change, notesNow } = await addClient('Роза');
  const answers = await Promise.all(
    ['опт', 'звонить'].map((notes) => change(one, { notes, notesFrom: ['Роза'] })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const taken = answers.find(({ status }) => status === 200);
  expect(await notesNow()).toBe(taken?.body.notes);
});

test('of two who change the name or the address of a client the later is told, too', async () => {
  const { change } = await addClient('', true);
  await change(one, { name: 'Роза', nameFrom: ['Клиент'] }).expect(200);
  await change(other, { name: 'Роза, опт', nameFrom: ['Клиент'] }).expect(409);
  await change(one, { name: 'Роза', nameFrom: ['Клиент'] }).expect(200);
  await change(other, { name: 'Роза, опт', nameFrom: ['Клиент', 'Роза'] }).expect(200);

  await change(one, { email: 'roza@example.com', emailFrom: [''] }).expect(200);
  await change(other, { email: 'opt@example.com', emailFrom: [''] }).expect(409);
  await change(other, { email: null, emailFrom: ['opt@example.com'] }).expect(409);
  await change(one, { email: null, emailFrom: ['roza@example.com'] }).expect(200);
  await change(one, { email: null, emailFrom: ['roza@example.com'] }).expect(200);
  const { body } = await change(other, { email: 'opt@example.com' }).expect(200);
  expect(body).toMatchObject({ name: 'Роза, опт', email: 'opt@example.com' });
});

test('a name that nobody has written is replaced by the one that somebody writes, whatever it is by now', async () => {
  const { change } = await addClient('');
  // WhatsApp has told another one since.
  const { body } = await change(one, { name: 'Роза', nameFrom: ['+996 700 11 22 33'] }).expect(200);
  expect(body.name).toBe('Роза');
  await change(other, { name: 'Опт', nameFrom: ['+996 700 11 22 33'] }).expect(409);
});
