import { updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configureAgents, sendBulkMessagesForAgent, sendMessageForAgent } from '../src/index.ts';
import { type LoginWorld, loginWorld } from './login-world.ts';

let world: LoginWorld;
let organizationId: string;

beforeAll(async () => {
  world = await loginWorld();
  ({ organizationId } = await world.newOwner());
  configureAgents(world.database);
});

afterAll(async () => {
  configureAgents(null);
  await world?.[Symbol.asyncDispose]();
});

test("an agent's message is queued in its place, with the agent's name", async () => {
  const sent = await sendMessageForAgent(
    organizationId,
    '+996700 11-22-33',
    'Здравствуйте!',
    undefined,
    'sales',
  );
  expect(sent.status).toBe('PENDING');
  const { db } = world.database.forOrganization(organizationId);
  const stored = await db.message.findUniqueOrThrow({ where: { id: sent.messageId } });
  expect(stored).toMatchObject({ sender: 'AI', senderId: 'sales', priority: 5, content: 'Здравствуйте!' });
  const { conversationId } = sent;
  const again = await sendMessageForAgent(organizationId, '+996700112233', 'Ещё', conversationId, 'sales');
  expect(again.conversationId).toBe(conversationId);
  const stranger = await world.newOwner();
  const foreign = sendMessageForAgent(stranger.organizationId, '+996700112233', 'x', conversationId, 'sales');
  await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an agent may write to a few at once, where bulk sending is on', async () => {
  const messages = [
    { to: '+996700112244', content: 'a' },
    { to: 'nobody', content: 'b' },
  ];
  const refused = sendBulkMessagesForAgent(organizationId, messages, 'sales');
  await expect(refused).rejects.toMatchObject({ code: 'MASS_SENDING_OFF' });
  const patch = { safety: { enableMassSending: true } };
  await updateWhatsAppSettings(world.database.forOrganization(organizationId), { patch, actorId: null });
  expect(await sendBulkMessagesForAgent(organizationId, messages, 'sales')).toEqual({
    success: 1,
    failed: 1,
    errors: [{ to: 'nobody', error: 'INVALID_PHONE' }],
  });
  const many = Array.from({ length: 21 }, () => ({ to: '+996700112244', content: 'x' }));
  await expect(sendBulkMessagesForAgent(organizationId, many, 'sales')).rejects.toThrow('at most 20');
});
