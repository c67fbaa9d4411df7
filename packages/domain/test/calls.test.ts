import { newId } from '@soul-kg-crm/shared/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTurn } from '../src/agents/read-turn.ts';
import { settleTurn } from '../src/agents/settle-turn.ts';
import type { ChannelEvent, ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvent } from '../src/inbound/store-inbound-event.ts';
import { getOverview, listConversations, queueMessage, updateConversation } from '../src/index.ts';
import { updateAgentSettings } from '../src/settings/agent-settings.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

const PHONE = '+996555000111';
const CHAT = '996555000111@c.us';
const LID = '77001122334455@lid';
const MINUTE_MS = 60_000;

let org: TestOrganization;

beforeEach(async () => {
  org = await testOrganization();
});

afterEach(() => org?.[Symbol.asyncDispose]());

/** As the channel tells of a call. */
const call = (message: Partial<ReceivedMessage> = {}): ReceivedMessage =>
  incoming({ kind: 'CALL', content: '', ...message });

const tell = async (message: ReceivedMessage, rest: { isCaughtUp?: boolean } = {}) => {
  const event: ChannelEvent = { kind: 'message', message, cameAtMs: Date.now(), ...rest };
  const { inboundEventId } = await storeInboundEvent(org.scope, org.channelId, event);
  if (inboundEventId) await processInboundEvent(org.scope, inboundEventId);
};
const kindsInOrder = async () =>
  (await org.scope.db.message.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind);
const turn = () => org.scope.db.agentTurn.findFirst();
const switchAgentOn = () =>
  updateAgentSettings(org.scope, { patch: { agentType: 'receptionist' }, actorId: org.userId });
const claim = async () => {
  const claimId = newId();
  await org.scope.db.agentTurn.updateMany({ data: { claimId, claimedUntil: new Date(Date.now() + 60_000) } });
  const { conversationId, generation } = await org.scope.db.agentTurn.findFirstOrThrow();
  return { organizationId: org.scope.organizationId, conversationId, claimId, generation, attempts: 1 };
};

test('a customer’s call is one entry of their conversation, unread, however often it is told of', async () => {
  const key = '00C28E4F6B2FFA7159760CC8BEAFDDA3';
  const first = call({ providerMessageId: `false_${CHAT}_${key}` });
  await org.announced();
  await tell(first);
  expect(await org.announced()).toEqual(['inbound.process', 'messages.created', 'client.look-up']);
  await tell(first);
  // The page may name the caller by the privacy id the next time.
  const contact = { phone: PHONE, lid: LID, name: 'Нурлан' };
  await tell(call({ providerMessageId: `false_${LID}_${key}`, chatId: LID, contact }));
  expect(await org.scope.db.message.findMany({ include: { conversation: true } })).toMatchObject([
    {
      ...{ direction: 'INCOMING', sender: 'CLIENT', status: 'PENDING', kind: 'CALL', content: '' },
      conversation: { unreadCount: 1, status: 'OPEN', lastMessageKind: 'CALL', lastMessagePreview: '' },
    },
  ]);
  expect(await org.scope.db.client.findMany()).toMatchObject([{ phone: PHONE, status: 'NEW_LEAD' }]);
  const { items } = await listConversations(org.scope, { limit: 10, unread: true });
  expect(items).toMatchObject([{ lastMessageKind: 'CALL', unreadCount: 1 }]);
});

test('who hides the number and calls has a conversation, too, and one that was closed is open again', async () => {
  await tell(call({ chatId: LID, contact: { phone: null, lid: LID, name: null }, kind: 'VIDEO_CALL' }));
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  await updateConversation(org.scope, { conversationId, status: 'CLOSED' }, org.userId);
  await tell(call({ chatId: LID, contact: { phone: null, lid: LID, name: null } }));
  expect(await org.scope.db.conversation.findMany()).toMatchObject([
    { providerChatId: LID, status: 'OPEN', unreadCount: 2 },
  ]);
  expect(await kindsInOrder()).toEqual(['VIDEO_CALL', 'CALL']);
});

test('a call stands where it came, and one that is told of late where it was made', async () => {
  const now = Date.now();
  await tell(incoming({ content: 'a', sentAtMs: now - 50 * MINUTE_MS }), { isCaughtUp: true });
  await tell(incoming({ content: 'b' }));
  await tell(call());
  await tell(call({ sentAtMs: now - 30 * MINUTE_MS, kind: 'VIDEO_CALL' }));
  expect(await kindsInOrder()).toEqual(['TEXT', 'VIDEO_CALL', 'TEXT', 'CALL']);
  // The newest of them is what the inbox shows.
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({
    ...{ lastMessageKind: 'CALL', unreadCount: 4 },
  });
});

test('answers go where the customer wrote last, whatever the id under which they call', async () => {
  const contact = { phone: PHONE, lid: LID, name: 'Нурлан' };
  await tell(incoming({ contact }));
  await tell(call({ chatId: LID, contact }));
  expect(await org.scope.db.conversation.findMany()).toMatchObject([
    { providerChatId: CHAT, unreadCount: 2 },
  ]);
});

test('a call opens no turn of an agent, and moves none: what was written is answered as if nobody had called', async () => {
  await switchAgentOn();
  await tell(call());
  expect(await turn()).toBeNull();
  await tell(incoming({ content: 'Саламатсызбы!' }));
  const waiting = await turn();
  await tell(call({ kind: 'VIDEO_CALL' }));
  expect(await turn()).toEqual(waiting);
  await tell(incoming({ content: 'Канча турат?' }));
  const claimed = await claim();
  await tell(call());
  const context = await readTurn(org.scope, claimed);
  expect(context?.batch.map(({ content }) => content)).toEqual(['Саламатсызбы!', 'Канча турат?']);
  const decision = { kind: 'reply', content: '500 сом' } as const;
  expect(await settleTurn(org.scope, claimed, 'receptionist', decision)).toBe('replied');
});

test('what is sent on the phone right after a call is a person’s answer: who declines it may send one ready', async () => {
  await switchAgentOn();
  const calledAtMs = Math.floor(Date.now() / 1000) * 1000;
  await tell(call({ sentAtMs: calledAtMs }));
  await tell(
    incoming({
      ...{ isFromMe: true, content: 'Перезвоню через час', ack: 'SENT', sentAtMs: calledAtMs + 2_000 },
      providerMessageId: `true_${CHAT}_3EB000000000000000001`,
    }),
  );
  expect(await org.scope.db.conversation.findFirst()).toMatchObject({
    ...{ unreadCount: 0, agentState: 'TAKEN_OVER' },
  });
  expect(await org.scope.db.message.findFirst({ where: { kind: 'CALL' } })).toMatchObject({ status: 'READ' });
});

test('a call is no message that could be quoted, nor one of those that were received today', async () => {
  await tell(call());
  const { id: quotedMessageId, conversationId } = await org.scope.db.message.findFirstOrThrow();
  const answer = { conversationId, content: 'Слушаю', sender: 'HUMAN', senderId: org.userId } as const;
  await expect(queueMessage(org.scope, { ...answer, quotedMessageId })).rejects.toThrow();
  expect(await org.scope.db.message.count()).toBe(1);
  expect(await getOverview(org.scope)).toMatchObject({ receivedToday: 0, unreadConversations: 1 });
});
