import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleIncomingMessage } from '../src/index.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

test('handleIncomingMessage writes a customer’s message once, with who wrote it, and lets follow what follows', async () => {
  const event = { id: newId(), channelId: org.channelId, receivedAt: new Date() };
  const received = incoming({ content: 'Саламатсызбы! Канча турат?' });
  const handle = () => org.scope.transaction((tx) => handleIncomingMessage(tx, event, received));
  await org.announced();
  await handle();
  expect(await org.announced()).toEqual(['client.look-up', 'messages.created', 'client.enrich']);
  await handle();
  const messages = await org.scope.db.message.findMany({
    include: { conversation: { include: { client: true, channel: true } } },
  });
  expect(messages).toMatchObject([
    {
      ...{ id: event.id, direction: 'INCOMING', status: 'PENDING', content: received.content },
      conversation: { client: { status: 'NEW_LEAD', name: 'Нурлан' }, channel: { type: 'WHATSAPP' } },
    },
  ]);
});
