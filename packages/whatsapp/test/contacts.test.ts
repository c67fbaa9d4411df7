import { expect, test } from 'vitest';
import { Contacts } from '../src/client/contacts.ts';

const LID = '123456789@lid';

test('a person whose look-up fails is not asked for again with each message', async () => {
  let asked = 0;
  const contacts = new Contacts(() => {
    asked += 1;
    return Promise.reject(new Error('no answer'));
  });
  for (const _ of [1, 2, 3]) expect(await contacts.find(LID)).toEqual({ phone: null, lid: LID, name: null });
  expect(asked).toBe(1);
});

test('a catch-up asks WhatsApp for nobody, and who is still unknown then is asked for when they write', async () => {
  const asked: boolean[] = [];
  const contacts = new Contacts(async (_chatId, mayAskServer) => {
    asked.push(mayAskServer);
    return { phone: mayAskServer ? '996555000111@c.us' : null, lid: LID, name: 'Aida' };
  });
  expect(await contacts.find(LID, { mayAskServer: false })).toEqual({ phone: null, lid: LID, name: 'Aida' });
  for (const _ of [1, 2]) expect(await contacts.find(LID)).toMatchObject({ phone: '+996555000111' });
  expect(asked).toEqual([false, true]);
});
