import { provisionOrganization } from '@soul-kg-crm/database';
import {
  type Agent,
  type AgentContext,
  cancelWaitingMessages,
  claimMessage,
  editMessage,
  learnIdentities,
  noteSends,
  noticeIdOf,
  queueBulkMessages,
  queueMessage,
  readTurn,
  reclaimMessage,
  recordFailure,
  retryMessage,
  settleTurn,
  updateAgentSettings,
  updateConversation,
  updateWhatsAppSettings,
} from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimTurn } from '../src/agents/claim-turn.ts';
import { startAgents } from '../src/agents/start-agents.ts';
import type { OwnedChannel } from '../src/inbound/intake.ts';
import { type AgentWorld, agentWorld } from './support/agent-world.ts';
import { ownedChannel } from './support/lease.ts';
import { arrives, customerMessage } from './support/world.ts';

let world: AgentWorld;
let counter = 0;
/** A new customer for each test. */
let customer: string;

const logged: string[] = [];
const options = {
  thinkMs: 60_000,
  log: pino({ level: 'error' }, { write: (line) => void logged.push(line) }),
};

beforeAll(async () => {
  world = await agentWorld(options);
});

beforeEach(() => {
  counter += 1;
  customer = `9967001${String(counter).padStart(5, '0')}`;
  world.asked = 0;
  world.decide = ({ batch }) => ({ kind: 'reply', content: batch.map(({ content }) => content).join('+') });
});

afterAll(() => world?.[Symbol.asyncDispose]());

const due = async () => {
  const turn = await world.claim();
  if (!turn) throw new Error('nothing is due');
  return turn;
};
const texts = async () => (await world.replies(customer)).map(({ content }) => content);

/** A person answers in the inbox. */
const answers = async (content: string) => {
  const { id: conversationId } = await world.conversation(customer);
  await queueMessage(world.scope, { conversationId, content, sender: 'HUMAN', senderId: newId() });
};

let phoneKeys = 0;

/** What says that a message was written on the phone itself, and when: by default when somebody has had time to read. */
const onThePhone = (sentAtMs = Date.now() + 10_000, begin = '3A') => {
  phoneKeys += 1;
  const key = `${begin}${String(phoneKeys).padStart(18, 'F')}`;
  return {
    isFromMe: true,
    ack: 'SENT',
    sentAtMs,
    providerMessageId: `true_${customer}@c.us_${key}`,
  } as const;
};

/** A reply that may have left, or not: its worker was killed meanwhile. */
const leaving = async (content: string) => {
  await world.writes(customer, content);
  await world.run(await due());
  const [reply] = await world.replies(customer);
  await claimMessage(world.scope, reply?.id ?? '');
  return { id: reply?.id ?? '', conversationId: (await world.conversation(customer)).id };
};

test('several messages in a row are one batch and get one answer', async () => {
  for (const text of ['a', 'b', 'c']) await world.writes(customer, text);
  const { id: conversationId } = await world.conversation(customer);
  const { dueAt } = await world.scope.db.agentTurn.findUniqueOrThrow({ where: { conversationId } });
  expect(dueAt.getTime() - Date.now()).toBeGreaterThan(1_000);
  expect(dueAt.getTime() - Date.now()).toBeLessThanOrEqual(10_000);
  expect(await world.run(await due())).toBe('replied');
  expect(await texts()).toEqual(['a+b+c']);
  expect(await world.claim()).toBeNull();
});

test('a burst is answered half a minute after it began, however long it goes on', async () => {
  await world.writes(customer, 'a');
  const where = { conversationId: (await world.conversation(customer)).id };
  const startedAt = new Date(Date.now() - 29_000);
  await world.scope.db.agentTurn.update({ where, data: { startedAt } });
  await world.writes(customer, 'b');
  const { dueAt } = await world.scope.db.agentTurn.findUniqueOrThrow({ where });
  expect(dueAt.getTime()).toBe(startedAt.getTime() + 30_000);
  expect(await world.run(await due())).toBe('replied');
});

test('an agent is given what a customer wrote, with what was said before', async () => {
  await world.writes(customer, 'Здравствуйте');
  await world.run(await due());
  await world.writes(customer, 'Сколько стоят розы?');
  let given: AgentContext | null = null;
  world.decide = (context) => {
    given = context;
    return { kind: 'nothing' };
  };
  expect(await world.run(await due())).toBe('nothing');
  expect(given).toMatchObject({
    batch: [{ content: 'Сколько стоят розы?', direction: 'INCOMING', sender: 'CLIENT' }],
    recent: [
      { content: 'Здравствуйте' },
      { content: 'Здравствуйте', direction: 'OUTGOING', sender: 'AI', senderId: 'receptionist' },
      { content: 'Сколько стоят розы?' },
    ],
    client: { country: 'KG', status: 'NEW_LEAD' },
  });
});

test('of a long conversation an agent is given the newest thirty messages', async () => {
  await world.writes(customer, 'the first of all');
  const { id: conversationId } = await world.conversation(customer);
  const base = { channelId: world.channelId, conversationId, status: 'READ' } as const;
  const said = Array.from({ length: 29 }, (_, n) => ({ ...base, id: newId(), content: String(n) }));
  const data = said.map((one) => ({ ...one, direction: 'OUTGOING', sender: 'HUMAN' }) as const);
  await world.scope.db.message.createMany({ data });
  await world.writes(customer, 'the last');
  let recent: string[] = [];
  world.decide = (context) => {
    recent = context.recent.map(({ content }) => content);
    return { kind: 'nothing' };
  };
  expect(await world.run(await due())).toBe('nothing');
  expect(recent).toEqual([...said.map(({ content }) => content), 'the last']);
});

test('what an agent replies is queued as a message like any other', async () => {
  await world.writes(customer, 'a');
  expect(await world.run(await due())).toBe('replied');
  const { id: conversationId } = await world.conversation(customer);
  const reply = await world.scope.db.message.findFirstOrThrow({ where: { conversationId, sender: 'AI' } });
  expect(reply).toMatchObject({ senderId: 'receptionist', priority: 5, status: 'PENDING' });
  const jobs = await world.scope.db.outboxEvent.findMany({ where: { name: 'message.send' } });
  expect(jobs.map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({ messageId: reply.id, priority: '5' }),
  );
});

test('an agent answers what a customer has corrected, and not what was deleted, also while it thinks', async () => {
  const key = (last: string) => `false_${customer}@c.us_3A${last.padStart(18, '0')}`;
  const contact = { phone: `+${customer}`, lid: null };
  const corrects = (last: string, content: string) =>
    world.hears({ kind: 'edit', edit: { providerMessageId: key(last), isFromMe: false, contact, content } });
  const deletes = (last: string) =>
    world.hears({ kind: 'revoked', revoked: { providerMessageId: key(last), isFromMe: false, contact } });
  await world.tells(customer, { providerMessageId: key('1'), content: 'завтра в пять' });
  await world.tells(customer, { providerMessageId: key('2'), content: 'не туда' });
  const isChanged = Promise.withResolvers<void>();
  world.decide = async ({ batch }) => {
    if (batch[0]?.content === 'завтра в пять') {
      await corrects('1', 'завтра в шесть');
      await deletes('2');
      isChanged.resolve();
    }
    return { kind: 'reply', content: batch.map(({ content }) => content).join('+') };
  };
  expect(await world.run(await due())).toBe('superseded');
  // Nobody waits for an agent whose answer is not wanted any more.
  await isChanged.promise;
  const { id: conversationId } = await world.conversation(customer);
  const { dueAt, claimId } = await world.scope.db.agentTurn.findUniqueOrThrow({ where: { conversationId } });
  expect(claimId).toBeNull();
  expect(dueAt.getTime()).toBeGreaterThan(Date.now());
  expect(await world.run(await due())).toBe('replied');
  expect(await texts()).toEqual(['завтра в шесть']);
  // Where nothing is left, nobody is asked.
  await world.tells(customer, { providerMessageId: key('3'), content: 'ой' });
  await deletes('3');
  expect(await world.run(await due())).toBe('silenced');
  expect(world.asked).toBe(2);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
});

test('two workers never answer the same burst', async () => {
  await world.writes(customer, 'a');
  const turns = await Promise.all([world.claim(), world.claim(), world.claim()]);
  const taken = turns.filter((turn) => turn !== null);
  // Each claim of this test comes ten minutes after the one before, so the earlier ones are over: all may think …
  const outcomes = await Promise.all(taken.map((turn) => world.run(turn)));
  // … and one answers.
  expect(outcomes.filter((outcome) => outcome === 'replied')).toHaveLength(1);
  expect(await texts()).toEqual(['a']);
});

test('a turn that a worker has taken is no other one’s for a minute, in which it thinks', async () => {
  await world.writes(customer, 'a');
  const firstMs = Date.now() + 60_000;
  const take = (afterMs: number) => claimTurn(world.database.system, [], firstMs + afterMs);
  expect(await take(0)).not.toBeNull();
  expect(await take(59_999)).toBeNull();
  // By then whoever had it has died.
  expect(await take(60_000)).not.toBeNull();
  expect(await world.run(await due())).toBe('replied');
});

test('who writes on while the agent thinks is answered once, to all of it', async () => {
  await world.writes(customer, 'a');
  const turn = await due();
  world.decide = async ({ batch }) => {
    if (batch.length === 1) await world.writes(customer, 'b');
    return { kind: 'reply', content: batch.map(({ content }) => content).join('+') };
  };
  expect(await world.run(turn)).toBe('superseded');
  expect(await texts()).toEqual([]);
  expect(await world.run(await due())).toBe('replied');
  expect(await texts()).toEqual(['a+b']);
});

test('a message that stands in the conversation already is answered with the others, also when it is followed later', async () => {
  await world.writes(customer, 'a');
  const late = await world.stores(customer, { content: 'b' });
  expect(await world.run(await due())).toBe('superseded');
  expect(await world.run(await due())).toBe('replied');
  await world.follows(late);
  expect(await world.claim()).toBeNull();
  expect(await texts()).toEqual(['a+b']);
});

test('a person who answers while the agent thinks silences it, until the conversation is given back', async () => {
  await world.writes(customer, 'a');
  const turn = await due();
  world.decide = async () => {
    await answers('сейчас посмотрю');
    return { kind: 'reply', content: 'never said' };
  };
  expect(await world.run(turn)).toBe('silenced');
  await world.writes(customer, 'b');
  expect(await world.claim()).toBeNull();
  expect(await texts()).toEqual([]);
  const { id: conversationId, agentState } = await world.conversation(customer);
  expect(agentState).toBe('TAKEN_OVER');
  await updateConversation(world.scope, { conversationId, agentState: 'ACTIVE' }, null);
  world.decide = ({ batch }) => ({ kind: 'reply', content: batch.map(({ content }) => content).join('+') });
  await world.writes(customer, 'c');
  await world.run(await due());
  expect(await texts()).toEqual(['c']);
});

test('an agent that thinks for nothing is told so', async () => {
  await world.writes(customer, 'a');
  const turn = await due();
  const { id: conversationId } = await world.conversation(customer);
  world.decide = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      void updateConversation(world.scope, { conversationId, agentState: 'TAKEN_OVER' }, null);
    });
  expect(await world.run(turn)).toBe('silenced');
});

test('a reply that has not left is taken back when a person takes over; one that is leaving is not', async () => {
  await world.writes(customer, 'a');
  await world.run(await due());
  const { id: conversationId } = await world.conversation(customer);
  await world.writes(customer, 'b');
  await world.run(await due());
  const [first, second] = await world.replies(customer);
  await world.scope.db.message.update({ where: { id: first?.id ?? '' }, data: { status: 'SENDING' } });
  await answers('отвечаю сам');
  const after = await world.scope.db.message.findMany({
    where: { conversationId, direction: 'OUTGOING' },
    orderBy: { id: 'asc' },
  });
  expect(after).toMatchObject([
    { id: first?.id, status: 'SENDING' },
    { id: second?.id, status: 'FAILED', errorCode: 'CANCELLED' },
    { content: 'отвечаю сам', status: 'PENDING' },
  ]);
});

const takenBack = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_TAKEN_BACK' };

test('a reply that waits is taken back when agents are switched off, or when a person answers after that', async () => {
  const set = (agentType: 'receptionist' | null) =>
    updateAgentSettings(world.scope, { patch: { agentType }, actorId: null });
  await world.writes(customer, 'a');
  await world.run(await due());
  await set(null);
  expect(await world.replies(customer)).toMatchObject([{ status: 'FAILED', errorCode: 'CANCELLED' }]);
  expect(await world.conversation(customer)).toMatchObject(takenBack);
  // One that had begun to leave then, and came back.
  await world.scope.db.message.updateMany({ where: { sender: 'AI' }, data: { status: 'PENDING' } });
  await answers('мы здесь');
  expect(await world.replies(customer)).toMatchObject([{ status: 'FAILED', errorCode: 'CANCELLED' }]);
  await set('receptionist');
});

test('whose answer is taken back with all that waits on a number is answered by a person', async () => {
  const [unanswered, leaves] = [customer, customer.replace(/^9967001/, '9967002')];
  for (const digits of [unanswered, leaves]) {
    await world.writes(digits, 'a');
    await world.run(await due());
  }
  await claimMessage(world.scope, (await world.replies(leaves))[0]?.id ?? '');
  const { channelId } = world;
  expect(await cancelWaitingMessages(world.scope, { channelId, actorId: null })).toBeGreaterThan(0);
  expect(await world.replies(unanswered)).toMatchObject([{ status: 'FAILED', errorCode: 'CANCELLED' }]);
  expect(await world.conversation(unanswered)).toMatchObject(takenBack);
  expect(await world.replies(leaves)).toMatchObject([{ status: 'SENDING' }]);
  expect(await world.conversation(leaves)).toMatchObject({ agentState: 'ACTIVE' });
});

test('a reply that was leaving when a person took over, and did not leave, stays', async () => {
  const away = { failure: 'notSent', code: 'NOT_CONNECTED', message: '', isChannelAway: true } as const;
  for (const content of ['a', 'b']) {
    await world.writes(customer, content);
    await world.run(await due());
  }
  const [first, second] = (await world.replies(customer)).map(({ id }) => id);
  for (const id of [first, second]) await claimMessage(world.scope, id ?? '');
  await recordFailure(world.scope, second ?? '', { ...away, failure: 'unknown' });
  await answers('отвечаю сам');
  expect(await recordFailure(world.scope, first ?? '', away)).toBe('FAILED');
  expect(await reclaimMessage(world.scope, second ?? '')).toEqual({ kind: 'none' });
  const cancelled = { status: 'FAILED', errorCode: 'CANCELLED' };
  expect(await world.replies(customer)).toMatchObject([cancelled, cancelled]);
  await retryMessage(world.scope, first ?? '');
  await claimMessage(world.scope, first ?? '');
  expect(await recordFailure(world.scope, first ?? '', away)).toBe('PENDING');
});

test('a reply that was leaving when somebody took over without a word, and did not leave, stays', async () => {
  const { id, conversationId } = await leaving('a');
  await updateConversation(world.scope, { conversationId, agentState: 'TAKEN_OVER' }, null);
  expect(await reclaimMessage(world.scope, id)).toEqual({ kind: 'none' });
  expect(await world.replies(customer)).toMatchObject([{ status: 'FAILED', errorCode: 'CANCELLED' }]);
});

test('a reply that was leaving when a person answered stays, also once the conversation is closed', async () => {
  const { id, conversationId } = await leaving('a');
  await answers('отвечаю сам');
  await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  expect(await reclaimMessage(world.scope, id)).toEqual({ kind: 'none' });
  // Sent again by a person, it is theirs.
  await retryMessage(world.scope, id);
  await claimMessage(world.scope, id);
  await recordFailure(world.scope, id, { failure: 'unknown', code: 'PAGE_GONE', message: '' });
  expect(await reclaimMessage(world.scope, id)).toMatchObject({ kind: 'send' });
});

test('a reply that was leaving when agents were switched off stays where a person has answered since', async () => {
  const set = (agentType: 'receptionist' | null) =>
    updateAgentSettings(world.scope, { patch: { agentType }, actorId: null });
  const { id } = await leaving('a');
  await set(null);
  await world.tells(customer, { content: 'с телефона', ...onThePhone() });
  expect(await reclaimMessage(world.scope, id)).toEqual({ kind: 'none' });
  await set('receptionist');
});

test('what a program says as an agent is taken back when a person answers, and refused after that; a notice is not', async () => {
  await world.writes(customer, 'a');
  const { id: conversationId } = await world.conversation(customer);
  const say = (content: string, clientMessageId?: string) =>
    queueMessage(world.scope, {
      ...{ conversationId, content, clientMessageId, sender: 'AI', senderId: 'sales' },
    });
  const leaves = await say('leaves');
  await claimMessage(world.scope, leaves.id);
  await say('waits');
  await say('order', noticeIdOf());
  await answers('отвечаю сам');
  expect(await reclaimMessage(world.scope, leaves.id)).toEqual({ kind: 'none' });
  await expect(say('more')).rejects.toMatchObject({ code: 'TAKEN_OVER' });
  await say('another order', noticeIdOf('order-2'));
  const cancelled = { status: 'FAILED', errorCode: 'CANCELLED' };
  expect(await world.replies(customer)).toMatchObject([
    { content: 'leaves', ...cancelled },
    { content: 'waits', ...cancelled },
    { content: 'order', status: 'PENDING' },
    { content: 'another order', status: 'PENDING' },
  ]);
  await updateConversation(world.scope, { conversationId, agentState: 'ACTIVE' }, null);
  expect(await say('again')).toMatchObject({ status: 'PENDING' });
});

test('a bulk send takes no reply back', async () => {
  const { id, conversationId } = await leaving('a');
  const bulk = { conversationId, content: 'Скидки', sender: 'HUMAN', senderId: null, priority: 1 } as const;
  await queueMessage(world.scope, { ...bulk, isBulk: true });
  expect(await reclaimMessage(world.scope, id)).toMatchObject({ kind: 'send' });
});

test('an agent that fails is asked three times, then a person is; the message is there all the while', async () => {
  await world.writes(customer, 'a');
  world.decide = () => {
    throw new RangeError('no answer to “a secret of the customer”');
  };
  for (let attempt = 1; attempt <= 3; attempt += 1) expect(await world.run(await due())).toBe('failed');
  expect(world.asked).toBe(3);
  expect(await world.claim()).toBeNull();
  const conversation = await world.conversation(customer);
  expect(conversation).toMatchObject({
    agentState: 'HANDED_OVER',
    agentStateReason: 'AGENT_FAILED',
    lastMessagePreview: 'a',
    unreadCount: 1,
  });
  const told = logged.filter((line) => line.includes(conversation.id));
  expect(told.map((line) => JSON.parse(line))).toMatchObject([1, 2, 3].map(() => ({ error: 'RangeError' })));
  expect(told.join('')).not.toContain('secret');
});

test('an agent that never answers is not waited for, and nonsense reaches nobody', async () => {
  await world.writes(customer, 'a');
  world.decide = () => new Promise(() => {});
  const { thinkMs } = options;
  options.thinkMs = 200;
  expect(await world.run(await due())).toBe('failed');
  options.thinkMs = thinkMs;
  world.decide = () => ({ kind: 'reply', content: '   ' });
  expect(await world.run(await due())).toBe('failed');
  expect(await world.run(await due())).toBe('failed');
  expect(await texts()).toEqual([]);
});

test('through a number that was logged out or deleted no agent answers: it is not asked, and a person is', async () => {
  const { scope, channelId } = world;
  const setSession = (desiredState: 'RUNNING' | 'LOGGED_OUT', deletedAt: Date | null = null) =>
    scope.db.channel.update({ where: { id: channelId }, data: { desiredState, deletedAt } });
  await world.writes(customer, 'a');
  await setSession('LOGGED_OUT');
  expect(await world.run(await due())).toBe('handedOver');
  const asked = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_NOT_SENT' };
  expect(await world.conversation(customer)).toMatchObject(asked);
  // Nobody could answer through one that is deleted.
  await setSession('RUNNING');
  customer = `${customer.slice(0, -1)}9`;
  await world.writes(customer, 'b');
  await setSession('LOGGED_OUT', new Date());
  expect(await world.run(await due())).toBe('silenced');
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  // So it is where that happens while the agent thinks.
  await setSession('RUNNING');
  customer = `${customer.slice(0, -2)}99`;
  await world.writes(customer, 'c');
  world.decide = async () => {
    await setSession('LOGGED_OUT');
    return { kind: 'handOver', content: 'Передаю' };
  };
  expect(await world.run(await due())).toBe('handedOver');
  expect(await world.conversation(customer)).toMatchObject(asked);
  await setSession('RUNNING');
  expect(world.asked).toBe(1);
  expect(await texts()).toEqual([]);
  expect(await scope.db.agentTurn.count()).toBe(0);
});

test('an agent that talks to a program asks a person after thirty answers in an hour', async () => {
  const talks = async () => {
    await world.writes(customer, 'Здравствуйте! Выберите пункт меню');
    return world.run(await due());
  };
  const { scope } = world;
  for (let n = 1; n <= 30; n += 1) expect(await talks()).toBe('replied');
  expect(await talks()).toBe('handedOver');
  const { id: conversationId } = await world.conversation(customer);
  expect(await world.conversation(customer)).toMatchObject({
    ...{ agentState: 'HANDED_OVER', agentStateReason: 'TOO_MANY_ANSWERS' },
  });
  expect(await texts()).toHaveLength(30);
  // Who gives it back wants it to answer.
  await updateConversation(scope, { conversationId, agentState: 'ACTIVE' }, null);
  expect(await talks()).toBe('replied');
});

test('an agent hands over with its reason, and closing the conversation gives it back', async () => {
  await world.writes(customer, 'a');
  world.decide = () => ({ kind: 'handOver', reason: 'ASKED_FOR_PERSON', content: 'Передаю' });
  expect(await world.run(await due())).toBe('handedOver');
  expect(await texts()).toEqual(['Передаю']);
  const { id: conversationId, ...rest } = await world.conversation(customer);
  expect(rest).toMatchObject({ agentState: 'HANDED_OVER', agentStateReason: 'ASKED_FOR_PERSON' });
  const calls = await world.scope.db.outboxEvent.findMany({
    where: { name: 'conversation.handed_over' },
    orderBy: { id: 'asc' },
  });
  expect(calls.at(-1)).toMatchObject({ topic: 'REALTIME', payload: { conversationId } });
  await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE', agentStateReason: null });
});

test('agents that are switched off answer nothing, also what they think about', async () => {
  await world.writes(customer, 'a');
  const turn = await due();
  const set = (agentType: 'receptionist' | null) =>
    updateAgentSettings(world.scope, { patch: { agentType }, actorId: null });
  world.decide = async () => {
    await set(null);
    return { kind: 'reply', content: 'never said' };
  };
  expect(await world.run(turn)).toBe('silenced');
  await world.writes(customer, 'b');
  expect(await world.claim()).toBeNull();
  await answers('мы здесь');
  await set('receptionist');
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
});

test('a worker that stops gives its turn to the others at once, and nobody is blamed', async () => {
  await world.writes(customer, 'a');
  const stopping = new AbortController();
  world.decide = () => {
    stopping.abort();
    return new Promise(() => {});
  };
  expect(await world.run(await due(), stopping.signal)).toBe('failed');
  const { id: conversationId } = await world.conversation(customer);
  expect(await world.scope.db.agentTurn.findUniqueOrThrow({ where: { conversationId } })).toMatchObject({
    attempts: 0,
    claimId: null,
  });
  world.decide = () => ({ kind: 'nothing' });
  expect(await world.run(await due())).toBe('nothing');
  expect(await texts()).toEqual([]);
});

test('an organisation that has enough at work waits, the others do not', async () => {
  await world.writes(customer, 'a');
  const later = Date.now() + 60_000;
  const { organizationId } = world.scope;
  expect(await claimTurn(world.database.system, [organizationId], later)).toBeNull();
  expect(await claimTurn(world.database.system, [], later)).toMatchObject({ organizationId });
  expect(await world.run(await due())).toBe('replied');
});

test('a clock that is set back by an hour keeps nobody waiting for an agent', async () => {
  await world.writes(customer, 'a');
  const { system } = world.database;
  const anHourAgo = Date.now() - 3_600_000;
  expect(await claimTurn(system, [], anHourAgo)).toMatchObject({ attempts: 1 });
  expect(await claimTurn(system, [], anHourAgo)).toBeNull();
  // One that died with a turn in hand, before its clock was set back.
  const claimedUntil = new Date(Date.now() + 60_000);
  await system.agentTurn.updateMany({ where: { attempts: 1 }, data: { claimedUntil } });
  expect(await claimTurn(system, [], anHourAgo)).toMatchObject({ attempts: 2 });
  expect(await world.run(await due())).toBe('replied');
});

test('what is read after an absence is left to people', async () => {
  await world.tells(customer, { content: 'вчера', sentAtMs: Date.now() - 11 * 60_000 });
  expect(await world.claim()).toBeNull();
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
});

test('a turn that waited for hours because no worker ran is handed over, and the agent is not asked', async () => {
  await world.writes(customer, 'a');
  const { id: conversationId } = await world.conversation(customer);
  const startedAt = new Date(Date.now() - 3 * 3_600_000);
  await world.scope.db.agentTurn.update({ where: { conversationId }, data: { startedAt } });
  expect(await world.run(await due())).toBe('handedOver');
  expect(world.asked).toBe(0);
  expect(await world.conversation(customer)).toMatchObject({
    agentState: 'HANDED_OVER',
    agentStateReason: 'ANSWER_TOO_LATE',
  });
});

/** A reply that nothing could send for so long. */
const waited = async (content: string, status: 'PENDING' | 'UNCONFIRMED') => {
  await world.writes(customer, content);
  await world.run(await due());
  const id = (await world.replies(customer)).at(-1)?.id ?? '';
  const at = new Date(Date.now() - 11 * 60_000);
  const data = { status, createdAt: at, updatedAt: at, claimedAt: status === 'PENDING' ? null : at };
  await world.scope.db.message.update({ where: { id }, data });
  return id;
};

let held: OwnedChannel | undefined;
/** Whether the statement that takes all lanes' messages takes this one. */
const isTakenWithOthers = async (messageId: string) => {
  held ??= await ownedChannel(world);
  const claims = [{ ...held, messageId }];
  return (await noteSends(world.database.statement, { claims, reports: [] })).claimed.has(messageId);
};

test('a reply that could not be sent for more than ten minutes is taken back, and a person is asked', async () => {
  const tooLate = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_TOO_LATE' };
  const first = await waited('a', 'PENDING');
  expect(await isTakenWithOthers(first)).toBe(false);
  expect(await claimMessage(world.scope, first)).toEqual({ kind: 'none' });
  expect(await world.conversation(customer)).toMatchObject(tooLate);
  // Sent again by a person, it is theirs.
  await retryMessage(world.scope, first);
  expect(await claimMessage(world.scope, first)).toMatchObject({ kind: 'send' });
  expect(await reclaimMessage(world.scope, first)).toMatchObject({ kind: 'send' });

  const { id: conversationId } = await world.conversation(customer);
  await updateConversation(world.scope, { conversationId, agentState: 'ACTIVE' }, null);
  const second = await waited('b', 'UNCONFIRMED');
  expect(await reclaimMessage(world.scope, second)).toEqual({ kind: 'none' });
  expect(await world.conversation(customer)).toMatchObject(tooLate);
});

test('a failed attempt does not make an answer new: after ten minutes a person is asked, unless one has edited it', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const id = await waited('a', 'PENDING');
  const tried = {
    createdAt: minutesAgo(11),
    claimedAt: minutesAgo(2),
    updatedAt: minutesAgo(1),
    attempts: 1,
  };
  await world.scope.db.message.update({ where: { id }, data: tried });
  expect(await isTakenWithOthers(id)).toBe(false);
  expect(await claimMessage(world.scope, id)).toEqual({ kind: 'none' });
  expect(await world.conversation(customer)).toMatchObject({ agentStateReason: 'ANSWER_TOO_LATE' });

  await world.scope.db.message.update({
    where: { id },
    data: { ...tried, status: 'PENDING', errorCode: null },
  });
  await editMessage(world.scope, { messageId: id, content: 'мы открыты', actorId: null });
  expect(await isTakenWithOthers(id)).toBe(true);
  // And it stays theirs, where that attempt fails.
  await recordFailure(world.scope, id, { failure: 'notSent', code: 'PAGE_GONE', message: '' });
  expect(await claimMessage(world.scope, id)).toMatchObject({ kind: 'send' });
});

test('an answer that a person edited or sent again is theirs, also where that was within its first ten minutes', async () => {
  const { scope } = world;
  const away = { failure: 'notSent', code: 'PAGE_GONE', message: '' } as const;
  const makesTheirs = {
    edited: (messageId: string) => editMessage(scope, { messageId, content: 'мы открыты', actorId: null }),
    sentAgain: async (messageId: string) => {
      await scope.db.message.update({ where: { id: messageId }, data: { status: 'FAILED' } });
      await retryMessage(scope, messageId);
    },
  };
  for (const make of [makesTheirs.edited, makesTheirs.sentAgain]) {
    const id = await waited('a', 'PENDING');
    const createdAt = new Date(Date.now() - 9 * 60_000);
    await scope.db.message.update({ where: { id }, data: { createdAt } });
    await make(id);
    expect(await claimMessage(scope, id)).toMatchObject({ kind: 'send' });
    // Two minutes later.
    await scope.db.message.update({ where: { id }, data: { createdAt: new Date(Date.now() - 660_000) } });
    expect(await recordFailure(scope, id, away)).toBe('PENDING');
    expect(await isTakenWithOthers(id)).toBe(true);
    expect(await recordFailure(scope, id, away)).toBe('PENDING');
    expect(await claimMessage(scope, id)).toMatchObject({ kind: 'send' });
  }
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
});

test('the echo of its own reply does not silence the agent, an answer on the phone does', async () => {
  await world.writes(customer, 'a');
  await world.run(await due());
  const [reply] = await world.replies(customer);
  await claimMessage(world.scope, reply?.id ?? '');
  const { sendKey } = await world.scope.db.message.findUniqueOrThrow({ where: { id: reply?.id ?? '' } });
  const own = { isFromMe: true, ack: 'SENT', content: 'a' } as const;
  await world.tells(customer, { ...own, providerMessageId: `true_${customer}@c.us_${sendKey}` });
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  await world.tells(customer, { ...own, ...onThePhone() });
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'TAKEN_OVER' });
});

test('the greeting that the phone sends by itself silences no agent, and is no answer', async () => {
  const sentAtMs = Date.now();
  await world.writes(customer, 'a');
  const greeting = { content: 'Спасибо за обращение!', ...onThePhone(sentAtMs + 2_000) };
  await world.tells(customer, greeting);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  expect(await world.run(await due())).toBe('replied');
  // The same while the customer's event waits, and once more than it takes nobody has read and answered.
  const late = await world.stores(customer, { content: 'b', sentAtMs: sentAtMs + 20_000 });
  await world.tells(customer, { ...greeting, ...onThePhone(sentAtMs + 22_000) });
  await world.follows(late);
  expect(await world.run(await due())).toBe('replied');
  const answered = await leaving('c');
  await world.tells(customer, { ...greeting, ...onThePhone(sentAtMs + 23_000) });
  await recordFailure(world.scope, answered.id, { failure: 'unknown', code: 'TIMEOUT', message: '' });
  expect(await reclaimMessage(world.scope, answered.id)).toMatchObject({ kind: 'send' });
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  await world.tells(customer, { ...greeting, ...onThePhone(sentAtMs + 24_000) });
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'TAKEN_OVER' });
});

test('who answers in WhatsApp Web is a person, however soon that is', async () => {
  const onAComputer = (sentAtMs: number) => ({ content: 'Да, есть', ...onThePhone(sentAtMs, '3EB0') });
  const sentAtMs = Date.now();
  await world.writes(customer, 'a');
  await world.tells(customer, onAComputer(sentAtMs + 2_000));
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'TAKEN_OVER' });
  const { id: conversationId } = await world.conversation(customer);
  await updateConversation(world.scope, { conversationId, agentState: 'ACTIVE' }, null);
  // Also while the customer's event waits.
  const late = await world.stores(customer, { content: 'b', sentAtMs: sentAtMs + 20_000 });
  await world.tells(customer, onAComputer(sentAtMs + 21_000));
  await world.follows(late);
  expect(await world.claim()).toBeNull();
});

test('a greeting that is processed before what it follows silences no agent', async () => {
  await world.writes(customer, 'a');
  expect(await world.run(await due())).toBe('replied');
  const sentAtMs = Date.now() + 20_000;
  // Unlike a text, what quotes is written by its job alone.
  const quotedProviderMessageId = `true_${customer}@c.us_3EB0`;
  const quote = await world.stores(customer, { content: 'b', sentAtMs, quotedProviderMessageId });
  await world.tells(customer, { content: 'Спасибо за обращение!', ...onThePhone(sentAtMs + 2_000) });
  await world.follows(quote);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });
  expect(await world.run(await due())).toBe('replied');
  expect(await texts()).toEqual(['a', 'b']);
});

test('what a person answered and closed while its event waited opens no turn, nor does one on the phone', async () => {
  const close = async () => {
    const { id: conversationId } = await world.conversation(customer);
    await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  };
  const late = await world.stores(customer, { content: 'a' });
  await answers('мы открыты');
  await close();
  await world.follows(late);
  expect(await world.claim()).toBeNull();
  const second = await world.stores(customer, { content: 'b' });
  await world.tells(customer, { content: 'с телефона', ...onThePhone() });
  await close();
  await world.follows(second);
  expect(await world.claim()).toBeNull();
  await world.writes(customer, 'c');
  expect(await world.run(await due())).toBe('replied');
});

test('what a program or a bulk send said while an answer was leaving, or an event waited, answers for nobody', async () => {
  const { id, conversationId } = await leaving('a');
  const program = { conversationId, content: 'Заказ готов', sender: 'HUMAN', senderId: null } as const;
  await queueMessage(world.scope, program);
  await recordFailure(world.scope, id, { failure: 'unknown', code: 'TIMEOUT', message: '' });
  expect(await reclaimMessage(world.scope, id)).toMatchObject({ kind: 'send' });
  const bulk = { ...program, senderId: newId(), priority: 1, isBulk: true } as const;
  for (const said of [program, bulk]) {
    const late = await world.stores(customer, { content: 'b' });
    await queueMessage(world.scope, said);
    await world.follows(late);
    expect(await world.run(await due())).toBe('replied');
  }
});

test('a conversation that is closed while its turn waits, or before it is noted, is not answered any more', async () => {
  await world.writes(customer, 'a');
  const { id: conversationId } = await world.conversation(customer);
  await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  expect(await world.claim()).toBeNull();
  const late = await world.stores(customer, { content: 'спасибо' });
  await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  await world.follows(late);
  expect(await world.claim()).toBeNull();
});

test('who closes a conversation takes back the answer that waits; what a program says stays', async () => {
  await world.writes(customer, 'a');
  const { id: conversationId } = await world.conversation(customer);
  expect(await world.run(await due())).toBe('replied');
  const program = { conversationId, content: 'готово', sender: 'AI', senderId: 'sales' } as const;
  await queueMessage(world.scope, program);
  await updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  const [reply, told] = await world.replies(customer);
  expect(reply).toMatchObject({ status: 'FAILED', errorCode: 'CANCELLED' });
  expect(told).toMatchObject({ content: 'готово', status: 'PENDING' });
  expect(await claimMessage(world.scope, reply?.id ?? '')).toEqual({ kind: 'none' });
});

test('an answer that was leaving when somebody closed the conversation, and did not leave, stays', async () => {
  const away = { failure: 'notSent', code: 'NOT_CONNECTED', message: '', isChannelAway: true } as const;
  const close = (conversationId: string) =>
    updateConversation(world.scope, { conversationId, status: 'CLOSED' }, null);
  const { id: first, conversationId } = await leaving('a');
  await close(conversationId);
  expect(await recordFailure(world.scope, first, away)).toBe('FAILED');

  await world.writes(customer, 'b');
  await world.run(await due());
  const second = (await world.replies(customer))[1]?.id ?? '';
  await claimMessage(world.scope, second);
  await recordFailure(world.scope, second, { ...away, failure: 'unknown' });
  await close(conversationId);
  expect(await reclaimMessage(world.scope, second)).toEqual({ kind: 'none' });
  const cancelled = { status: 'FAILED', errorCode: 'CANCELLED' };
  expect(await world.replies(customer)).toMatchObject([cancelled, cancelled]);

  // Sent again by a person, it is theirs; what a program says goes out.
  await retryMessage(world.scope, first);
  const program = { conversationId, content: 'готово', sender: 'AI', senderId: 'sales' } as const;
  const { id: told } = await queueMessage(world.scope, program);
  for (const id of [first, told]) {
    await claimMessage(world.scope, id);
    expect(await recordFailure(world.scope, id, away)).toBe('PENDING');
  }
});

test('a bulk send is no answer', async () => {
  await world.writes(customer, 'a');
  await updateWhatsAppSettings(world.scope, {
    patch: { safety: { enableMassSending: true } },
    actorId: null,
  });
  const messages = [{ to: `+${customer}`, content: 'Скидки!' }];
  const bulk = { messages, sender: 'HUMAN', senderId: newId(), isConfirmed: true } as const;
  expect(await queueBulkMessages(world.scope, bulk)).toMatchObject({ queued: 1 });
  expect(await world.run(await due())).toBe('replied');
});

test('two clients turn out to be one: what waited in both conversations is answered once', async () => {
  const lid = `${customer}000@lid`;
  await world.writes(customer, 'a');
  const phone = `+${customer}`;
  await world.tells(customer, { content: 'b', chatId: lid, contact: { phone: null, lid, name: null } });
  await world.tells(customer, { content: 'c', chatId: lid, contact: { phone, lid, name: null } });
  expect(await world.run(await due())).toBe('replied');
  expect(await world.claim()).toBeNull();
  expect(await texts()).toEqual(['a+b+c']);
});

test('two who turn out to be one while an agent thinks about one of them are answered once, to all of it', async () => {
  const lid = `${customer}000@lid`;
  const phone = `+${customer}`;
  await world.writes(customer, 'a');
  const { clientId } = await world.scope.db.conversation.findFirstOrThrow({ where: { client: { phone } } });
  const turn = await due();
  await world.tells(customer, { content: 'b', chatId: lid, contact: { phone: null, lid, name: null } });
  world.decide = async ({ batch }) => {
    const content = batch.map((message) => message.content).join('+');
    if (content === 'a') await learnIdentities(world.scope, clientId, { phone, lid });
    return { kind: 'reply', content };
  };
  expect(await world.run(turn)).toBe('superseded');
  expect(await world.run(await due())).toBe('replied');
  expect(await texts()).toEqual(['a+b']);
});

test('one organisation has two turns at work at the most, and others theirs beside them', async () => {
  const { database } = world;
  const { id: userId } = await database.system.user.findFirstOrThrow();
  const other = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Other' }),
  );
  const others = database.forOrganization(other.organizationId);
  await updateAgentSettings(others, { patch: { agentType: 'receptionist' }, actorId: null });
  const asked: string[] = [];
  const released = Promise.withResolvers<void>();
  const agent: Agent = {
    type: 'receptionist',
    onInboundMessage: async ({ organizationId }) => {
      asked.push(organizationId);
      await released.promise;
      return { kind: 'nothing' };
    },
  };
  for (const n of [1, 2, 3]) await world.writes(`${customer.slice(0, -2)}9${n}`, 'a');
  const late = new Date(Date.now() - 1_000);
  await world.scope.db.agentTurn.updateMany({ data: { dueAt: late } });
  await using _agents = startAgents({ database, log: options.log }, new Map([[agent.type, agent]]));
  await waitFor(() => asked.length >= 2);
  await arrives({ scope: others, channelId: other.channelId }, customerMessage(customer, 'b'));
  await others.db.agentTurn.updateMany({ data: { dueAt: late } });
  // It is looked for after all that was due before.
  await waitFor(() => asked.includes(other.organizationId));
  const { organizationId } = world.scope;
  expect(asked).toEqual([organizationId, organizationId, other.organizationId]);
  released.resolve();
  await waitFor(async () => (await database.system.agentTurn.count()) === 0);
});

test('a reply that is just being claimed for sending is sent or taken back, and nobody waits for ever', async () => {
  for (let round = 0; round < 15; round += 1) {
    const phone = `9967008${String(round).padStart(5, '0')}`;
    await world.writes(phone, 'a');
    await world.run(await due());
    const [reply] = await world.replies(phone);
    const { id: conversationId } = await world.conversation(phone);
    const [claim] = await Promise.all([
      claimMessage(world.scope, reply?.id ?? ''),
      queueMessage(world.scope, { conversationId, content: 'сам', sender: 'HUMAN', senderId: newId() }),
      world.writes(phone, 'b'),
    ]);
    const [after] = await world.replies(phone);
    expect(after?.status).toBe(claim.kind === 'send' ? 'SENDING' : 'FAILED');
  }
  for (let turn = await world.claim(); turn; turn = await world.claim()) await world.run(turn);
});

// One burst after the other, by any number of workers, any of which dies at any step.
const step = fc.constantFrom(
  ...['writes', 'writes', 'stores', 'follows', 'claims', 'dies', 'thinks', 'settles', 'settlesTwice'],
);

test('whatever dies when: every message is answered, and none twice', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      run += 1;
      const phone = `9967777${String(run).padStart(5, '0')}`;
      const written = await play(phone, ['writes', ...steps]);
      for (let turn = await world.claim(); turn; turn = await world.claim()) await world.run(turn);
      const answered = (await world.replies(phone)).flatMap(({ content }) => content.split('+'));
      expect(new Set(answered).size).toBe(answered.length);
      const { agentState } = await world.conversation(phone);
      if (agentState === 'ACTIVE') expect(answered.toSorted()).toEqual(written.toSorted());
    }),
    { numRuns: 40 },
  );
});

type Turn = Awaited<ReturnType<typeof due>>;

/** Plays the steps; gives the texts that the customer wrote. */
async function play(phone: string, steps: readonly string[]): Promise<string[]> {
  const written: string[] = [];
  /** What stands in the conversation and is not followed yet. */
  const stored: string[] = [];
  const hands: { turn: Turn; reply?: string }[] = [];
  const settle = async ({ turn, reply }: { turn: Turn; reply?: string }) => {
    if (reply !== undefined)
      await settleTurn(world.scope, turn, 'receptionist', { kind: 'reply', content: reply });
  };
  for (const name of steps) {
    if (name === 'writes' || name === 'stores') {
      const content = `${phone.slice(-5)}:${written.length}`;
      written.push(content);
      stored.push(await world.stores(phone, { content }));
    }
    if (name === 'writes' || name === 'follows') await world.follows(stored.pop() ?? newId());
    if (name === 'claims') {
      const turn = await world.claim();
      if (turn) hands.push({ turn });
    }
    if (name === 'dies') hands.pop();
    if (name === 'thinks') {
      for (const hand of hands) {
        const context = await readTurn(world.scope, hand.turn);
        if (context) hand.reply = context.batch.map(({ content }) => content).join('+');
      }
    }
    if (name === 'settles') await Promise.all(hands.map(settle));
    if (name === 'settlesTwice') await Promise.all([...hands, ...hands].map(settle));
  }
  for (const id of stored) await world.follows(id);
  return written;
}

test('an answer that turns out to have left is asked of nobody any more, and what the customer wrote meanwhile is', async () => {
  const notSent = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_NOT_SENT' };
  const { scope } = world;
  const givenUp = async (content: string) => {
    await world.writes(customer, content);
    await world.run(await due());
    const reply = (await world.replies(customer)).at(-1);
    const { id, conversationId } = await claimed(reply?.id ?? '');
    await scope.db.message.update({ where: { id }, data: { status: 'UNCONFIRMED', attempts: 8 } });
    expect(await reclaimMessage(scope, id)).toEqual({ kind: 'none' });
    expect(await world.conversation(customer)).toMatchObject(notSent);
    const { sendKey } = await scope.db.message.findUniqueOrThrow({ where: { id } });
    return { conversationId, providerMessageId: `true_${customer}@c.us_${sendKey}` };
  };
  const claimed = async (id: string) => {
    await claimMessage(scope, id);
    return { id, conversationId: (await world.conversation(customer)).id };
  };
  const turnsOut = (providerMessageId: string) =>
    world.hears({ kind: 'ack', ack: { providerMessageId, level: 'DELIVERED' } });

  const first = await givenUp('a');
  await turnsOut(first.providerMessageId);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE', agentStateReason: null });
  const where = { action: 'conversation.agent_state_changed', targetId: first.conversationId };
  const logged = await scope.db.activity.findFirst({ where, orderBy: { id: 'desc' } });
  expect(logged?.details).toMatchObject({ agentState: 'ACTIVE' });

  const second = await givenUp('b');
  await world.writes(customer, 'ещё вопрос');
  await turnsOut(second.providerMessageId);
  const afterAll = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_SENT_AFTER_ALL' };
  expect(await world.conversation(customer)).toMatchObject(afterAll);

  // A person who has taken over stays; so does one who is asked for another answer.
  await updateConversation(scope, { conversationId: second.conversationId, agentState: 'ACTIVE' }, null);
  const third = await givenUp('c');
  await updateConversation(scope, { conversationId: third.conversationId, agentState: 'TAKEN_OVER' }, null);
  await turnsOut(third.providerMessageId);
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'TAKEN_OVER' });
  await updateConversation(scope, { conversationId: third.conversationId, agentState: 'ACTIVE' }, null);
  const fourth = await givenUp('d');
  await updateConversation(scope, { conversationId: fourth.conversationId, agentState: 'ACTIVE' }, null);
  await givenUp('e');
  await turnsOut(fourth.providerMessageId);
  expect(await world.conversation(customer)).toMatchObject(notSent);
});

test('an answer that WhatsApp does not take, or of which nobody knows any more, is asked of a person', async () => {
  const notSent = { agentState: 'HANDED_OVER', agentStateReason: 'ANSWER_NOT_SENT' };
  const refused = { failure: 'permanent', code: 'REJECTED', message: 'refused' } as const;
  const { scope } = world;
  const first = await leaving('a');
  expect(await recordFailure(scope, first.id, refused)).toBe('FAILED');
  expect(await world.conversation(customer)).toMatchObject(notSent);

  // Sent again by a person, it is theirs.
  const { conversationId } = first;
  await updateConversation(scope, { conversationId, agentState: 'ACTIVE' }, null);
  await retryMessage(scope, first.id);
  await claimMessage(scope, first.id);
  expect(await recordFailure(scope, first.id, refused)).toBe('FAILED');
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });

  // Who has closed the conversation wants no answer in it.
  customer = `9967003${String(counter).padStart(5, '0')}`;
  const closed = await leaving('z');
  await updateConversation(scope, { conversationId: closed.conversationId, status: 'CLOSED' }, null);
  expect(await recordFailure(scope, closed.id, refused)).toBe('FAILED');
  expect(await world.conversation(customer)).toMatchObject({ agentState: 'ACTIVE' });

  customer = `9967002${String(counter).padStart(5, '0')}`;
  const second = await leaving('b');
  // It was taken, and refused a moment later.
  const { sendKey } = await scope.db.message.findUniqueOrThrow({ where: { id: second.id } });
  const providerMessageId = `true_${customer}@c.us_${sendKey}`;
  for (const level of ['SENT', 'FAILED'] as const)
    await world.hears({ kind: 'ack', ack: { providerMessageId, level } });
  expect(await world.conversation(customer)).toMatchObject(notSent);

  customer = `9967003${String(counter).padStart(5, '0')}`;
  const third = await leaving('c');
  await scope.db.message.update({ where: { id: third.id }, data: { status: 'UNCONFIRMED', attempts: 8 } });
  expect(await reclaimMessage(scope, third.id)).toEqual({ kind: 'none' });
  expect(await world.conversation(customer)).toMatchObject(notSent);
});
