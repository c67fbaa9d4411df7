import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
let people = 0;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const media = {
  ...{ mimeType: 'image/png', fileName: 'a.png', size: 1, width: null, height: null, durationMs: null },
};

/** Somebody sends something, and then writes or has written to them what quotes it, as the channel tells of both. */
function quotedAndQuoting(quoted: Partial<ReceivedMessage>, isAnswerOnPhone = false) {
  people += 1;
  const digits = `99655512${String(people).padStart(4, '0')}`;
  const chat = { chatId: `${digits}@c.us`, contact: { phone: `+${digits}`, lid: null, name: null } };
  const id = (isFromMe: boolean, key: string) => `${isFromMe}_${digits}@c.us_3EB0${people}${key}`;
  const atMs = Math.floor(Date.now() / 1000) * 1000;
  const first = incoming({
    ...{ ...chat, content: 'первое', sentAtMs: atMs - 30_000, ...quoted },
    providerMessageId: id(quoted.isFromMe === true, 'A'),
  });
  const second = incoming({
    ...{ ...chat, content: 'второе', sentAtMs: atMs - 10_000, isFromMe: isAnswerOnPhone },
    ...{ providerMessageId: id(isAnswerOnPhone, 'B'), quotedProviderMessageId: first.providerMessageId },
  });
  const store = async (message: ReceivedMessage, isCaughtUp = false) => {
    const cameAtMs = isCaughtUp ? undefined : message.sentAtMs + 300;
    const told = { kind: 'message', message, isCaughtUp, cameAtMs } as const;
    const [eventId = ''] = await storeInboundEvents(org.scope, org.channelId, [told]);
    return eventId;
  };
  const shown = () =>
    org.scope.db.message.findMany({
      where: { conversation: { client: { phone: `+${digits}` } } },
      orderBy: { id: 'asc' },
      select: { content: true, quotedMessage: { select: { content: true } } },
    });
  return { first, second, store, shown };
}

const BOTH = [
  { content: 'первое', quotedMessage: null },
  { content: 'второе', quotedMessage: { content: 'первое' } },
];
const process = (id: string) => processInboundEvent(org.scope, id);

test('what quotes a message shows it, whichever of the two is told or processed first', async () => {
  const kinds = [{}, { kind: 'IMAGE', media }, { isFromMe: true }] as const;
  for (const [quoted, isAnswerOnPhone] of [...kinds, {}].map((kind, n) => [kind, n === 3] as const)) {
    const late = quotedAndQuoting(quoted, isAnswerOnPhone);
    const [first, second] = [await late.store(late.first), await late.store(late.second)];
    await process(second);
    await org.announced();
    await process(first);
    expect(await late.shown()).toEqual(BOTH);

    // What was missed is read after what comes live.
    const missed = quotedAndQuoting(quoted, isAnswerOnPhone);
    await process(await missed.store(missed.second));
    await process(await missed.store(missed.first, true));
    expect(await missed.shown()).toEqual(BOTH);
    expect(await org.announced()).toContain('messages.updated');

    const atOnce = quotedAndQuoting(quoted, isAnswerOnPhone);
    const ids = [await atOnce.store(atOnce.first), await atOnce.store(atOnce.second)];
    await Promise.all(ids.map((id) => process(id).catch(() => process(id))));
    expect(await atOnce.shown()).toEqual(BOTH);
  }
});
