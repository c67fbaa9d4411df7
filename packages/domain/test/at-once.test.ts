import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnIdentities } from '../src/clients/learn-identities.ts';
import { listMerges, undoMerge } from '../src/clients/undo-merge.ts';
import { updateConversation } from '../src/conversations/update-conversation.ts';
import type { ChannelEvent } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import {
  cancelMessage,
  claimMessage,
  createBroadcast,
  dispatchNext,
  pauseBroadcast,
  queueMessage,
  recordSent,
  retryMessage,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { contradictions } from './support/contradictions.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

// People, programs and customers act on the same rows at the same time, each in their own transaction.

let org: TestOrganization;
let counter = 0;
const toldKeys: string[] = [];

beforeAll(async () => {
  org = await testOrganization();
  await updateWhatsAppSettings(org.scope, {
    ...{ patch: { safety: { enableMassSending: true } }, actorId: null },
  });
});

afterAll(() => org?.[Symbol.asyncDispose]());

const PEOPLE = [1, 2, 3].map((n) => ({ phone: `+99655513000${n}`, lid: `77555130000${n}@lid` }));
const actions = {
  writes: (of) => tell(of, {}),
  'writes by privacy id': (of) => tell(of, { isByLid: true }),
  'sends a file': (of) => tell(of, { isFile: true }),
  'writes on the phone': (of) => tell(of, { isFromMe: true }),
  answers: inConversation((conversationId) =>
    queueMessage(org.scope, { conversationId, content: nextText(), sender: 'HUMAN', senderId: org.userId }),
  ),
  reads: inConversation((conversationId) =>
    updateConversation(org.scope, { conversationId, isRead: true }, org.userId),
  ),
  'reads up to the newest': inConversation(async (conversationId, upToMessageId) => {
    await updateConversation(org.scope, { conversationId, isRead: true, upToMessageId }, org.userId);
  }),
  closes: inConversation((conversationId) =>
    updateConversation(org.scope, { conversationId, status: 'CLOSED' }, org.userId),
  ),
  'takes back': outgoing('PENDING', (messageId) =>
    cancelMessage(org.scope, { messageId, actorId: org.userId }),
  ),
  'sends again': outgoing('FAILED', (messageId) => retryMessage(org.scope, messageId)),
  sends: outgoing('PENDING', async (messageId) => {
    const claim = await claimMessage(org.scope, messageId);
    if (!('message' in claim)) return;
    const providerMessageId = `true_${claim.message.chatId}_${claim.message.sendKey}`;
    await recordSent(org.scope, messageId, { providerMessageId, ack: 'SENT' });
    await hear([{ kind: 'ack', ack: { providerMessageId, level: 'READ' } }]);
  }),
  'is one person': async (of) => {
    const person = personAt(of);
    const known = await org.scope.db.clientIdentity.findFirst({ where: { value: person.lid } });
    if (known) await learnIdentities(org.scope, known.clientId, person);
  },
  'is two people': async (of) => {
    const known = await org.scope.db.clientIdentity.findFirst({ where: { value: personAt(of).phone } });
    const [merge] = known ? await listMerges(org.scope, known.clientId) : [];
    if (known && merge) await undoMerge(org.scope, { clientId: known.clientId, ...merge }, org.userId);
  },
  'writes to all': async () => {
    const bulk = { content: nextText(), audience: { filter: {} }, actorId: null, isConfirmed: true } as const;
    const broadcastId = await createBroadcast(org.scope, bulk);
    await dispatchNext(org.scope, broadcastId);
    await pauseBroadcast(org.scope, { broadcastId, actorId: null });
  },
} satisfies Record<string, (of: number) => Promise<unknown>>;
const names = Object.keys(actions).filter((name): name is keyof typeof actions => name in actions);
const action = fc.record({ name: fc.constantFrom(...names), of: fc.nat(2) });

test('whoever acts at once, the inbox shows what stands in it, and nothing is lost or there twice', async () => {
  for (const of of [0, 1, 2]) for (const isByLid of [false, true]) await tell(of, { isByLid });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 12 }), async (atOnce) => {
      // What is refused, or in another one's way, is tried again by whoever asked for it.
      await Promise.allSettled(atOnce.map(({ name, of }) => actions[name](of)));
      const open = await org.scope.db.inboundEvent.findMany({ where: { processedAt: null } });
      for (const { id } of open) await processInboundEvent(org.scope, id);
      expect(await contradictions(org.scope)).toEqual([]);
    }),
    { numRuns: 8, seed: 20261122, endOnFailure: true },
  );
  const messages = await org.scope.db.message.findMany({ where: { providerMessageId: { not: null } } });
  const there = messages.flatMap(({ providerMessageId }) => providerMessageId?.split('_')[2] ?? []);
  expect(there.filter((key) => toldKeys.includes(key)).toSorted()).toEqual(toldKeys.toSorted());
}, 60_000);

function personAt(of: number) {
  return PEOPLE[of] ?? { phone: '', lid: '' };
}

function nextText(): string {
  counter += 1;
  return `${counter}`;
}

interface Told {
  isByLid?: boolean;
  isFile?: boolean;
  isFromMe?: boolean;
}

/** Written by, or on the phone to, somebody. */
async function tell(of: number, { isByLid = false, isFile = false, isFromMe = false }: Told): Promise<void> {
  const { phone, lid } = personAt(of);
  const chatId = isByLid ? lid : `${phone.slice(1)}@c.us`;
  const content = nextText();
  const key = `3EB0${content.padStart(10, '0')}`;
  const file = {
    ...{ mimeType: 'image/png', fileName: 'a.png', size: 1, width: null, height: null, durationMs: null },
  };
  toldKeys.push(key);
  const message = incoming({
    ...{ chatId, content, isFromMe, providerMessageId: `${isFromMe}_${chatId}_${key}` },
    contact: { phone: isByLid ? null : phone, lid: isByLid ? lid : null, name: null },
    ...(isFile && { kind: 'IMAGE', media: file }),
  });
  await hear([{ kind: 'message', message }]);
}

async function hear(events: ChannelEvent[]): Promise<void> {
  const ids = await storeInboundEvents(org.scope, org.channelId, events);
  await Promise.allSettled(ids.map((id) => processInboundEvent(org.scope, id)));
}

function inConversation(act: (conversationId: string, newestId: string) => Promise<unknown>) {
  return async (of: number): Promise<void> => {
    const value = personAt(of).phone;
    const where = { client: { identities: { some: { value } } } };
    const conversation = await org.scope.db.conversation.findFirst({ where });
    if (conversation) await act(conversation.id, conversation.lastMessageId ?? '');
  };
}

function outgoing(status: 'PENDING' | 'FAILED', act: (messageId: string) => Promise<unknown>) {
  return async (): Promise<void> => {
    const where = { direction: 'OUTGOING', status } as const;
    const message = await org.scope.db.message.findFirst({ where, orderBy: { id: 'desc' } });
    if (message) await act(message.id);
  };
}
