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

test('who has a number is asked for once, and who has none until it is known', async () => {
  let asked = 0;
  const contacts = new Contacts(async () => {
    asked += 1;
    return { phone: asked > 2 ? '996555000111@c.us' : null, lid: LID, name: 'Aida' };
  });
  for (const _ of [1, 2]) expect(await contacts.find(LID)).toEqual({ phone: null, lid: LID, name: 'Aida' });
  for (const _ of [1, 2]) expect(await contacts.find(LID)).toMatchObject({ phone: '+996555000111' });
  expect(asked).toBe(3);
});
