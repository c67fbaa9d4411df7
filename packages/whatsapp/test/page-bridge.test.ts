import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { pageScript } from '../src/client/page-bridge.ts';
import { readableOf } from '../src/client/raw-message.ts';

// What a page does that is not in order: the stand-in for WhatsApp plays only pages that are.

type Listener = () => void;

interface PageMessage {
  id: { fromMe: boolean; remote: string; id: string; _serialized: string };
  type: string;
  t: number;
  once: (event: string, listener: Listener) => void;
  [field: string]: unknown;
}

function pageMessage(key: string, t: number, more: Partial<PageMessage> = {}) {
  const listeners: Listener[] = [];
  const message: PageMessage = {
    id: { fromMe: false, remote: '1@c.us', id: key, _serialized: `false_1@c.us_${key}` },
    type: 'chat',
    t,
    once: (_event, listener) => void listeners.push(listener),
    ...more,
  };
  return {
    message,
    decrypt: () => {
      message.type = 'chat';
      for (const tell of listeners.splice(0)) tell();
    },
  };
}

interface PageChat {
  id: { server: string; _serialized: string };
  messages: PageMessage[];
  load?: () => Promise<unknown[]>;
}

/** The bridge in a page with these chats. */
function pageWith(chats: PageChat[]) {
  const told: string[] = [];
  const asked: string[] = [];
  const models = chats.map((chat) => ({ ...chat, msgs: { getModelsArray: () => chat.messages } }));
  const modules: Record<string, unknown> = {
    WAWebCollections: { Chat: { getModelsArray: () => models } },
    WAWebChatLoadMessages: {
      loadEarlierMsgs: ({ chat }: { chat: PageChat }) => chat.load?.() ?? Promise.resolve([]),
    },
    WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
      handlePlaceholderMsgsSeen: (messages: PageMessage[]) =>
        void asked.push(...messages.map(({ id }) => id.id)),
    },
  };
  const window: Record<string, unknown> = {
    require: (name: string) => modules[name],
    WWebJS: { getMessageModel: (message: PageMessage) => ({ ...message }) },
    onAddMessageEvent: ({ id }: PageMessage) => void told.push(id.id),
  };
  runInContext(pageScript, createContext({ window, navigator: {}, setTimeout: soon, queueMicrotask }));
  const recent = async (limit = 100) => {
    const bridge = window.__soulKgBridge as {
      [method: string]: (...values: unknown[]) => Promise<string>;
    };
    let answer = z.looseObject({ state: z.string() }).parse({ state: 'running' });
    for (let method = 'start'; answer.state === 'running'; method = 'wait') {
      const rest = method === 'start' ? ['recentMessages', { sinceMs: 0, limit }] : [];
      answer = z
        .looseObject({ state: z.string() })
        .parse(JSON.parse((await bridge[method]?.('ticket', ...rest)) ?? ''));
    }
    return z
      .object({
        messages: z.array(z.unknown()),
        passedOver: z.array(z.string()),
        moreFromMs: z.number().nullable(),
      })
      .parse(answer.value);
  };
  return { recent, told, asked };
}

/** Time that passes quickly. */
const soon = (done: () => void, ms: number) => setTimeout(done, ms / 100);

const keysOf = (messages: unknown[]) => readableOf(messages).raws.map(({ id }) => id.id);

test('what a page cannot tell of one message or one chat holds up no other, and is named', async () => {
  const cyclic = pageMessage('CYCLE', 2).message;
  cyclic.self = cyclic;
  const page = pageWith([
    { id: { server: 'c.us', _serialized: '1@c.us' }, messages: [pageMessage('A', 1).message, cyclic] },
    {
      id: { server: 'c.us', _serialized: '2@c.us' },
      messages: [pageMessage('B', 3).message],
      load: () => Promise.reject(new Error('out of order')),
    },
    {
      id: { server: 'lid', _serialized: '3@lid' },
      messages: [pageMessage('C', 4).message],
      load: () => new Promise(() => {}),
    },
  ]);
  const all = await page.recent();
  expect(keysOf(all.messages)).toEqual(['A', 'B', 'C']);
  expect(all.passedOver).toEqual(['2@c.us', '3@lid', 'false_1@c.us_CYCLE']);
  expect(all.moreFromMs).toBeNull();
  // There is more behind what could not be told, too.
  expect(await page.recent(2)).toMatchObject({ moreFromMs: 2000 });
});

test('a chat with more earlier messages than are loaded at once is named, and read to its end by the next readings', async () => {
  let left = 50;
  const messages = [pageMessage('NEWEST', 1000).message];
  const load = async () => {
    if (left === 0) return [];
    left -= 1;
    const { message } = pageMessage(`EARLIER${left}`, left + 1);
    messages.unshift(message);
    return [message];
  };
  const page = pageWith([{ id: { server: 'c.us', _serialized: '1@c.us' }, messages, load }]);
  expect((await page.recent()).passedOver).toEqual(['1@c.us']);
  await page.recent();
  const all = await page.recent();
  expect(all.passedOver).toEqual([]);
  expect(keysOf(all.messages)).toHaveLength(51);
});

test('a message whose form is not understood holds up no other', () => {
  const good = pageMessage('A', 1).message;
  expect(readableOf([good, { id: { _serialized: 'false_1@c.us_B' } }, null])).toMatchObject({
    raws: [{ t: 1 }],
    unread: ['false_1@c.us_B', 'unnamed'],
  });
});

test('what could not be read yet when it was caught up is told once it can, however often it was looked at', async () => {
  const sealed = pageMessage('SEALED', 1, { type: 'ciphertext' });
  const page = pageWith([{ id: { server: 'c.us', _serialized: '1@c.us' }, messages: [sealed.message] }]);
  for (const _ of [1, 2]) await page.recent();
  expect(page).toMatchObject({ told: [], asked: ['SEALED'] });
  sealed.decrypt();
  expect(page.told).toEqual(['SEALED']);
});
