import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deliver, giveUp } from '@/features/conversation/sending/deliver';
import { inHand } from '@/features/conversation/sending/in-hand';
import { deliverInOrder, sendAgain } from '@/features/conversation/sending/in-order';
import { pendingMessages } from '@/features/conversation/sending/pending-messages';
import { restoreUnsent } from '@/features/conversation/sending/restore-unsent';
import { tryAgainNow } from '@/features/conversation/sending/try-again';
import { UnsentStore } from '@/features/conversation/sending/unsent-store';
import { pending } from './pending';
import { emptyStorage } from './storage';
import { until } from './until';

// How what was written here comes to a server that is away, refuses, or says nothing.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer;
const asked: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    asked.push(JSON.parse(body).content);
    answer(request, response);
  });
});

const takes: Answer = (_request, response) => say(response, 201, {});
const isAway: Answer = (request) => request.socket.destroy();
const refuses: Answer = (_request, response) =>
  say(response, 422, { status: 422, code: 'NO', detail: 'Так нельзя' });
const now = () => new Date().toISOString();
const put = (...ids: string[]) => {
  for (const id of ids) pendingMessages.add('c1', pending(id, { createdAt: now() }));
};
const states = () => pendingMessages.of('c1').map(({ content, state }) => [content, state]);
const LONG = { firstPauseMs: 60_000, longestPauseMs: 60_000, answerMs: 60_000 };
const SHORT = { firstPauseMs: 5, longestPauseMs: 5, answerMs: 60_000 };

beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('window', { location: { origin: `http://127.0.0.1:${port}` } });
});

afterEach(async () => {
  for (const { clientMessageId } of pendingMessages.of('c1')) giveUp('c1', clientMessageId);
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('while the server is away a message stays in its line, and goes as soon as the line is back', async () => {
  answer = isAway;
  put('first');
  const delivered = deliver('c1', 'first', LONG);
  await until(() => expect(asked).toEqual(['first']));
  expect(states()).toEqual([['first', 'sending']]);
  answer = takes;
  await until(() => {
    tryAgainNow();
    expect(states()).toEqual([]);
  });
  await delivered;
});

test('nothing overtakes a message that waits for the server', async () => {
  answer = isAway;
  put('first', 'second');
  const delivered = deliverInOrder('c1', ['first', 'second']);
  await until(() => expect(asked).not.toEqual([]));
  answer = takes;
  await until(() => {
    tryAgainNow();
    expect(states()).toEqual([]);
  });
  await delivered;
  // However often it was tried meanwhile.
  expect(asked.slice(0, 2)).toEqual(['first', 'first']);
  expect(asked.lastIndexOf('first')).toBe(asked.indexOf('second') - 1);
  expect(asked.filter((content) => content === 'second')).toHaveLength(1);
});

test('after a few attempts whoever wrote it is told, and may leave it unsent', async () => {
  answer = isAway;
  put('first');
  const delivered = deliver('c1', 'first', SHORT);
  await until(() => expect(pendingMessages.of('c1')).toMatchObject([{ isHeldUp: true }]));
  giveUp('c1', 'first');
  await delivered;
  expect(states()).toEqual([]);
});

test('a connection that says nothing is given up, and the message is posted again', async () => {
  answer = () => {};
  put('first');
  const delivered = deliver('c1', 'first', { ...SHORT, answerMs: 20 });
  await until(() => expect(asked.length).toBeGreaterThan(1));
  expect(states()).toEqual([['first', 'sending']]);
  giveUp('c1', 'first');
  await delivered;
});

test('what the server refuses has failed, the next one goes, and it goes again behind what is leaving', async () => {
  answer = refuses;
  put('first');
  await deliver('c1', 'first');
  expect(pendingMessages.of('c1')).toMatchObject([{ state: 'failed', errorMessage: 'Так нельзя' }]);
  answer = (request, response) => {
    answer = takes;
    isAway(request, response);
  };
  put('second');
  void deliverInOrder('c1', ['second']);
  sendAgain('c1', 'first');
  expect(states()).toContainEqual(['first', 'sending']);
  await until(() => {
    tryAgainNow();
    expect(states()).toEqual([]);
  });
  expect(asked).toEqual(['first', 'second', 'second', 'first']);
});

test('what another page has sent already is taken', async () => {
  const detail = 'This clientMessageId belongs to another message';
  answer = (_request, response) =>
    say(response, 409, { status: 409, code: 'CLIENT_MESSAGE_ID_REUSED', detail });
  put('first');
  await deliver('c1', 'first', LONG);
  expect(states()).toEqual([]);
});

test('what another tab has in hand is left to it, and sent on once it lets go without having sent it', async () => {
  answer = takes;
  vi.stubGlobal('localStorage', emptyStorage());
  const owner = { organizationId: 'o1', userId: 'u1' };
  const store = new UnsentStore(localStorage, owner);
  for (const [position, id] of ['sent-there', 'left-there'].entries()) {
    store.put('c1', pending(id, { createdAt: now() }), position);
  }
  const sentThere = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const other = [inHand('sent-there', () => sentThere.promise), inHand('left-there', () => closed.promise)];
  const restored = restoreUnsent(store, owner);
  store.remove('c1', 'sent-there');
  sentThere.resolve();
  await other[0];
  expect(asked).toEqual([]);
  closed.resolve();
  await restored;
  await until(() => expect(asked).toEqual(['left-there']));
  await until(() => expect(states()).toEqual([]));
});

test('what has waited for a day is not sent by itself any more', async () => {
  answer = isAway;
  const dayAgo = new Date(Date.now() - 25 * 3_600_000).toISOString();
  pendingMessages.add('c1', pending('old', { createdAt: dayAgo }));
  await deliver('c1', 'old', SHORT);
  expect(states()).toEqual([['old', 'failed']]);
});

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

test('where the session is over a message waits for the next sign-in, to which it leads', async () => {
  const assign = vi.fn();
  const { origin } = window.location;
  const location = { origin, pathname: '/dashboard/inbox/c1', search: '?filter=unread', assign };
  vi.stubGlobal('window', { location });
  answer = (_request, response) =>
    say(response, 401, { status: 401, code: 'UNAUTHENTICATED', detail: 'Войдите, чтобы продолжить.' });
  put('first');
  const delivered = deliver('c1', 'first', LONG);
  await until(() =>
    expect(assign.mock.calls).toEqual([['/sign-in?next=%2Fdashboard%2Finbox%2Fc1%3Ffilter%3Dunread']]),
  );
  expect(states()).toEqual([['first', 'sending']]);
  giveUp('c1', 'first');
  await delivered;
});

test('a file that the browser cannot read has failed, and holds nothing up', async () => {
  const file = new File(['Розы'], 'Прайс.txt');
  vi.spyOn(file, 'slice').mockReturnValue({
    arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
  } as never);
  answer = takes;
  const chosen = { key: 'k', file, kind: 'DOCUMENT', previewUrl: 'blob:x' } as const;
  pendingMessages.add('c1', pending('first', { file: chosen, createdAt: now() }));
  put('second');
  await deliverInOrder('c1', ['first', 'second']);
  expect(pendingMessages.of('c1')).toMatchObject([{ state: 'failed', isFileGone: true, errorMessage: null }]);
  expect(asked).toEqual(['second']);
});
