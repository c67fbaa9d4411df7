import { once } from 'node:events';
import { createServer } from 'node:http';
import { REALTIME_EVENT, REALTIME_HELLO, REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import { Server } from 'socket.io';
import { afterEach, expect, test, vi } from 'vitest';
import { openRealtime } from '@/realtime/realtime-client';
import { until } from './until';

// The dashboard's side of the line, with a real server at the other end.

const CONVERSATION = '01939b3c-0000-7000-8000-000000000001';
const event = { kind: 'conversation.updated', conversationId: CONVERSATION };
const REPEAT_MS = 20;

afterEach(() => vi.unstubAllGlobals());

test('a server that hangs up, as it does when it restarts, is called again and asked what was missed', async () => {
  await using line = await openLine();
  await until(() => expect(line.hellos).toEqual([null]));
  line.io.emit(REALTIME_EVENT, { cursor: '7', event });
  await until(() => expect(line.heard).toEqual(['conversation.updated']));

  line.missed = [{ cursor: '8', event }];
  line.io.disconnectSockets(true);
  await until(() => expect(line.heard).toHaveLength(2));
  expect(line.hellos).toEqual([null, '7']);
  await until(() => expect(line.online).toEqual([true, false, true]));
  expect(line.gaps).toBe(1);
});

test('a server that cannot greet is called again after a pause, until it can', async () => {
  await using line = await openLine({ refusedGreetings: 2 });
  await until(() => expect(line.online.at(-1)).toBe(true));
  expect(line.hellos).toEqual([null, null, null]);
});

test('an event that overtakes the greeting does not pass for knowing what came before it', async () => {
  await using line = await openLine({ overtaking: { cursor: '7', event } });
  await until(() => expect(line.online).toEqual([true]));
  expect(line.heard).toEqual(['conversation.updated']);
  expect(line.gaps).toBe(1);

  // The second greeting fails after an event: the third one asks from where the first one left off.
  line.overtaking = { cursor: '12', event };
  line.refusedGreetings = 2;
  line.io.disconnectSockets(true);
  await until(() => expect(line.online).toEqual([true, false, false, true]));
  expect(line.hellos).toEqual([null, '6', '6']);
});

test('a line that was closed stays closed', async () => {
  await using line = await openLine();
  await until(() => expect(line.online).toEqual([true]));
  line.close();
  await until(async () => expect(await line.io.fetchSockets()).toHaveLength(0));
  expect(line.online).toEqual([true]);
});

async function openLine({ refusedGreetings = 0, overtaking = null as unknown } = {}) {
  const http = createServer();
  const io = new Server(http, { path: REALTIME_PATH, serveClient: false });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on a port');
  const host = `127.0.0.1:${address.port}`;
  vi.stubGlobal('location', { protocol: 'http:', host, hostname: '127.0.0.1', port: String(address.port) });

  const line = {
    io,
    hellos: [] as (string | null)[],
    heard: [] as string[],
    online: [] as boolean[],
    missed: [] as unknown[],
    gaps: 0,
    /** Said before the greeting is answered. */
    overtaking,
    refusedGreetings,
    close: () => {},
    [Symbol.asyncDispose]: async () => {
      line.close();
      await io.close();
    },
  };
  io.on('connection', (socket) => {
    socket.on(REALTIME_HELLO, ({ cursor }, answer) => {
      line.hellos.push(cursor);
      if (line.overtaking) socket.emit(REALTIME_EVENT, line.overtaking);
      if (line.hellos.length <= line.refusedGreetings) socket.disconnect(true);
      else answer({ cursor: '6', events: line.missed, isComplete: true });
    });
  });
  const listeners = {
    onEvent: ({ kind }: { kind: string }) => void line.heard.push(kind),
    onGap: () => void line.gaps++,
    onOnline: (isOnline: boolean) => void line.online.push(isOnline),
  };
  line.close = openRealtime(listeners, REPEAT_MS);
  return line;
}
