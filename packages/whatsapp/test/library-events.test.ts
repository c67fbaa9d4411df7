import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createLibraryClient, type LibraryClient } from '../src/client/library.ts';
import { type LibraryListener, listenToLibrary } from '../src/client/library-events.ts';
import { silentLog } from '../src/log.ts';

function listening(listener: Partial<LibraryListener>) {
  const library = new EventEmitter();
  const nothing = () => {};
  const all = {
    code: nothing,
    authenticated: nothing,
    ready: nothing,
    link: nothing,
    ended: nothing,
    message: nothing,
    sealedCame: nothing,
    sealed: nothing,
    ack: nothing,
    edit: nothing,
    revoked: nothing,
    reaction: nothing,
    call: nothing,
  };
  listenToLibrary(library as LibraryClient, { ...all, ...listener }, silentLog);
  return library;
}

test('a listener that throws neither reaches the page nor keeps the others from hearing', () => {
  const heard: boolean[] = [];
  const library = listening({
    link: (isOnline) => {
      heard.push(isOnline);
      throw new Error('a bug');
    },
  });
  const others: string[] = [];
  library.on('change_state', (state: string) => others.push(state));
  expect(() => library.emit('change_state', 'OPENING')).not.toThrow();
  expect(() => library.emit('change_state', 'CONNECTED')).not.toThrow();
  expect(heard).toEqual([false, true]);
  expect(others).toEqual(['OPENING', 'CONNECTED']);
});

test('a failed authentication is told as that: only a log-out costs the login', () => {
  const ends: unknown[] = [];
  const library = listening({ ended: (reason, detail) => void ends.push([reason, detail]) });
  library.emit('auth_failure', 'Unable to log in');
  library.emit('disconnected', 'LOGOUT');
  expect(ends).toEqual([
    ['AUTH_FAILED', 'Unable to log in'],
    ['LOGGED_OUT', 'LOGOUT'],
  ]);
});

test('what the library says in a form that nobody expects is left out', () => {
  const heard: unknown[] = [];
  const library = listening({
    code: (code) => void heard.push(code),
    message: (message) => void heard.push(message),
  });
  for (const value of [undefined, null, 7, {}]) {
    library.emit('qr', value);
    library.emit('message_create', value);
  }
  expect(heard).toEqual([]);
});

test('of what is to be viewed on the phone alone the library tells by an event of its own: it is a message, too', () => {
  const heard: unknown[] = [];
  const library = listening({
    message: ({ id }) => void heard.push(id.id),
    sealedCame: ({ id }) => void heard.push(`${id.id} came`),
  });
  const sealed = (key: string, subtype: string | null) => {
    const id = { fromMe: false, remote: '1@c.us', id: key, _serialized: `false_1@c.us_${key}` };
    library.emit('message_ciphertext', { rawData: { id, type: 'ciphertext', subtype, t: 1 } });
  };
  sealed('LATER', null);
  sealed('ONCE', 'view_once_unavailable_fanout');
  expect(heard).toEqual(['LATER came', 'ONCE']);
});

test('of a message whose key does not come the library tells after a while: it is one that cannot be read yet', () => {
  const heard: unknown[] = [];
  const library = listening({
    message: ({ id }) => void heard.push(id.id),
    sealed: ({ id }) => void heard.push(`${id.id} is sealed`),
  });
  const fails = (key: string, type: string, subtype: string | null = null) => {
    const id = { fromMe: false, remote: '1@c.us', id: key, _serialized: `false_1@c.us_${key}` };
    library.emit('message_ciphertext_failed', { rawData: { id, type, subtype, t: 1 } });
  };
  fails('SEALED', 'ciphertext');
  // Told before, and told as readable.
  fails('ONCE', 'ciphertext', 'view_once_unavailable_fanout');
  fails('READ', 'chat');
  expect(heard).toEqual(['SEALED is sealed']);
});

test('the page is not copied into the working directory, and a conflict is not answered by a takeover', () => {
  const library = createLibraryClient({
    authStrategy: Object.assign(Object.create(null), { setup() {} }),
    puppeteer: Object.create(null),
    pageScript: '',
  });
  expect(Reflect.get(library, 'options')).toMatchObject({
    webVersionCache: { type: 'none' },
    takeoverOnConflict: false,
    qrMaxRetries: 0,
  });
});
