import { describe, expect, test } from 'vitest';
import type { AckLevel } from '../src/client/port.ts';
import { LoginOfOtherServerError } from '../src/session-store/session-store.ts';
import { OrganizationSessions } from '../src/sessions/organization-sessions.ts';
import { SESSION_TIMES } from '../src/sessions/session-options.ts';
import { anyMessage, CHANNEL, noStore, READY, sessionWorld } from './session-world.ts';

const statuses = (states: { status: string }[]) => states.map(({ status }) => status);

describe('the session manager', () => {
  test('connects a channel, and gives its client while it is connected', async () => {
    const { manager, clients, states } = sessionWorld((client) => client.emit(READY));
    expect(manager.client(CHANNEL.channelId)).toBeNull();
    await manager.start(CHANNEL);
    await expect.poll(() => manager.client(CHANNEL.channelId)).toBe(clients[0]);
    await manager.stop(CHANNEL.channelId);
    expect(manager.client(CHANNEL.channelId)).toBeNull();
    expect(manager.running()).toEqual([]);
    expect(clients[0]?.isStopped).toBe(true);
    expect(statuses(states)).toContain('CONNECTED');
    expect(states.at(-1)).toMatchObject({ status: 'DISCONNECTED', errorCode: null });
  });

  test('starts a channel once, however often it is told to', async () => {
    const { manager, clients } = sessionWorld((client) => client.emit(READY));
    await Promise.all([manager.start(CHANNEL), manager.start(CHANNEL), manager.start(CHANNEL)]);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    expect(clients).toHaveLength(1);
    await manager.stopAll();
  });

  test('shows the code of a number that is not connected yet', async () => {
    const { manager } = sessionWorld((client) =>
      client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
    );
    const byOrganization = new OrganizationSessions(manager, async () => CHANNEL);
    expect(await byOrganization.getOrCreateClient('org-1')).toBeNull();
    await expect.poll(() => manager.getQrCode(CHANNEL.channelId)?.code).toBe('ref');
    expect(byOrganization.getQRCode('org-1')).toBe('ref');
    expect(byOrganization.getStatus('org-1')).toBe('QR_CODE_PENDING');
    await byOrganization.disconnectAll();
    expect(byOrganization.getQRCode('org-1')).toBeNull();
  });

  test('reconnects with a new client each time, longer and longer apart, and then gives up', async () => {
    const { manager, clients, states, sleeper } = sessionWorld(() => {
      throw new Error('no browser');
    });
    await manager.start(CHANNEL);
    for (const ms of [1000, 2000, 4000, 8000, 16_000]) await expect.poll(() => sleeper.wake(ms)).toBe(true);
    await expect.poll(() => manager.running()).toEqual([]);
    expect(clients).toHaveLength(6);
    expect(clients.every(({ isStopped }) => isStopped)).toBe(true);
    expect(states.at(-1)).toMatchObject({ status: 'ERROR', errorCode: 'max_reconnect_reached' });
  });

  test('after a log-out asks for a new code by a new client, without the old login', async () => {
    const { manager, clients, removed, sleeper } = sessionWorld((client, number) => {
      client.emit(number === 0 ? READY : { kind: 'qr', code: 'new', expiresInMs: 60_000 });
    });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    clients[0]?.emit({ kind: 'ended', reason: 'LOGGED_OUT', detail: null });
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => manager.getQrCode(CHANNEL.channelId)?.code).toBe('new');
    expect(clients[0]?.isStopped).toBe(true);
    expect(removed).toEqual(['org-org-1']);
    await manager.stopAll();
  });

  test('a login that somebody has just scanned is kept before the browser closes', async () => {
    const saved: string[] = [];
    const { manager, clients, sleeper } = sessionWorld(
      (client) => client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
      {
        store: {
          ...noStore(),
          save: async ({ clientId }) => {
            saved.push(clientId);
            return { kind: 'unchanged' };
          },
        },
      },
    );
    await manager.start(CHANNEL);
    await expect.poll(() => manager.isLinking(CHANNEL.channelId)).toBe(true);
    let questions = 0;
    // Scanned at the very end: the page knows of it a moment later.
    if (clients[0]) clients[0].hasAccount = async () => ++questions === 3;
    const stopped = manager.stop(CHANNEL.channelId);
    await expect.poll(() => questions).toBe(3);
    expect(manager.getQrCode(CHANNEL.channelId)).toBeNull();
    clients[0]?.emit({ kind: 'qr', code: 'next', expiresInMs: 60_000 });
    expect(manager.getQrCode(CHANNEL.channelId)).toBeNull();
    clients[0]?.emit(READY);
    await expect.poll(() => sleeper.asked).toContain(SESSION_TIMES.settleMs);
    expect(clients[0]?.isStopped).toBe(false);
    expect(manager.isLinking(CHANNEL.channelId)).toBe(true);
    sleeper.wake(SESSION_TIMES.settleMs);
    await stopped;
    expect(saved[0]).toBe('org-org-1');
    expect(clients[0]?.isStopped).toBe(true);
  });

  test('a new login that could not be kept is tried again soon, until it is', async () => {
    let attempts = 0;
    const { manager, clients, sleeper } = sessionWorld(
      (client) => client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
      {
        store: {
          ...noStore(),
          save: async () => {
            attempts += 1;
            if (attempts < 3) throw new Error('the database is away');
            return { kind: 'unchanged' };
          },
        },
      },
    );
    await manager.start(CHANNEL);
    await expect.poll(() => manager.isLinking(CHANNEL.channelId)).toBe(true);
    clients[0]?.emit({ kind: 'authenticated' });
    clients[0]?.emit(READY);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(manager.isLinking(CHANNEL.channelId)).toBe(true);
      await expect.poll(() => sleeper.wake(SESSION_TIMES.settleMs)).toBe(true);
      await expect.poll(() => attempts).toBe(attempt);
    }
    await expect.poll(() => manager.isLinking(CHANNEL.channelId)).toBe(false);
    await manager.stopAll();
  });

  test('a code that nobody has scanned is not waited for, and none is shown after the end', async () => {
    const { manager, clients, states } = sessionWorld((client) =>
      client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
    );
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('QR_CODE_PENDING');
    const [client] = clients;
    if (client) client.stop = async () => client.emit({ kind: 'qr', code: 'late', expiresInMs: 20_000 });
    await manager.stop(CHANNEL.channelId);
    expect(states.map(({ qrCode }) => qrCode?.code)).not.toContain('late');
    expect(states.at(-1)).toMatchObject({ status: 'DISCONNECTED' });
  });

  test('does not go back to a blocked number', async () => {
    const { manager, clients, states } = sessionWorld((client) => {
      client.emit(READY);
      client.emit({ kind: 'ended', reason: 'BLOCKED', detail: 'TOS_BLOCK' });
    });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.running()).toEqual([]);
    expect(states.at(-1)).toMatchObject({ status: 'ERROR', errorCode: 'BLOCKED' });
    expect(clients).toHaveLength(1);
  });

  test('replaces a client whose page twice does not answer', async () => {
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY));
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    if (clients[0]) clients[0].health = 'unresponsive';
    await expect.poll(() => sleeper.wake(SESSION_TIMES.checkEveryMs)).toBe(true);
    await expect.poll(() => sleeper.wake(SESSION_TIMES.checkEveryMs)).toBe(true);
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => manager.client(CHANNEL.channelId)).toBe(clients[1]);
    expect(clients[0]?.isStopped).toBe(true);
    await manager.stopAll();
  });

  test('gives a page that stays without network a new browser, and counts no attempt', async () => {
    const { manager, clients, states, sleeper } = sessionWorld((client) => client.emit(READY));
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    if (clients[0]) clients[0].health = 'disconnected';
    const { offlineRestartMs, checkEveryMs } = SESSION_TIMES;
    for (let waitedMs = 0; waitedMs < offlineRestartMs; waitedMs += checkEveryMs) {
      expect(clients).toHaveLength(1);
      await expect.poll(() => sleeper.wake(checkEveryMs)).toBe(true);
    }
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => manager.client(CHANNEL.channelId)).toBe(clients[1]);
    expect(states.find(({ errorCode }) => errorCode === 'NETWORK_AWAY')).toMatchObject({ reconnects: 0 });
    await manager.stopAll();
  });

  test('restarts a session of its own accord, and counts no attempt', async () => {
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY));
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    manager.restart(CHANNEL.channelId, 'MEMORY_LIMIT');
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => manager.client(CHANNEL.channelId)).toBe(clients[1]);
    expect(manager.state(CHANNEL.channelId).reconnects).toBe(0);
    await manager.stopAll();
  });

  test('offers a code to be typed where a phone is named, and none where it is not', async () => {
    const { manager } = sessionWorld((client) =>
      client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
    );
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getQrCode(CHANNEL.channelId)?.code).toBe('ref');
    expect(manager.state(CHANNEL.channelId).pairingCode).toBeNull();
    manager.setPairingPhone(CHANNEL.channelId, '+996555001234');
    await expect.poll(() => manager.state(CHANNEL.channelId).pairingCode).toBe('CODE1234');
    manager.setPairingPhone(CHANNEL.channelId, null);
    expect(manager.state(CHANNEL.channelId).pairingCode).toBeNull();
    await manager.stopAll();
  });

  test('keeps nothing of a channel that another worker runs by now', async () => {
    const saved: string[] = [];
    const { manager, clients } = sessionWorld((client) => client.emit(READY), {
      store: {
        ...noStore(),
        save: async ({ clientId }) => {
          saved.push(clientId);
          return { kind: 'unchanged' };
        },
      },
    });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    await manager.abandon(CHANNEL.channelId);
    expect(clients[0]?.isStopped).toBe(true);
    expect(saved).toEqual([]);
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    await manager.stop(CHANNEL.channelId);
    expect(saved).toEqual(['org-org-1']);
  });

  test('tries older copies of a login that WhatsApp refuses before it shows a code', async () => {
    const prepared: string[] = [];
    const prepare = (kind: string, hasLogin: boolean) => {
      prepared.push(kind);
      return { authStrategy: Object.create(null), userDataDir: '', hasLogin };
    };
    const { manager, states, sleeper } = sessionWorld(
      (client) => client.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 }),
      {
        store: {
          ...noStore(),
          prepare: async () => prepare('newest', true),
          prepareOlder: async () => prepare('older', prepared.length < 2),
        },
      },
    );
    await manager.start(CHANNEL);
    for (let refused = 0; refused < 2; refused += 1) {
      await expect.poll(() => sleeper.wake(1000)).toBe(true);
    }
    await expect.poll(() => manager.getQrCode(CHANNEL.channelId)?.code).toBe('ref');
    expect(prepared).toEqual(['newest', 'older', 'older']);
    expect(states.filter(({ status }) => status === 'QR_CODE_PENDING')).toHaveLength(1);
    await manager.stopAll();
  });

  test('keeps the login soon after the connection, hourly, and at the end, but none that was never connected', async () => {
    let saves = 0;
    const store = {
      ...noStore(),
      save: async () => {
        saves += 1;
        return { kind: 'unchanged' } as const;
      },
    };
    const { manager, clients, sleeper } = sessionWorld(() => {}, { store });
    await manager.start(CHANNEL);
    await expect.poll(() => clients.length).toBe(1);
    clients[0]?.emit({ kind: 'ended', reason: 'BROWSER_GONE', detail: null });
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => clients.length).toBe(2);
    expect(saves).toBe(0);
    clients[1]?.emit(READY);
    for (const [ms, count] of [
      [SESSION_TIMES.settleMs, 1],
      [SESSION_TIMES.saveEveryMs, 2],
    ] as const) {
      await expect.poll(() => sleeper.wake(ms)).toBe(true);
      await expect.poll(() => saves).toBe(count);
    }
    await manager.stop(CHANNEL.channelId);
    expect(saves).toBe(3);
  });

  test('keeps the login once an hour however often its page is loaded anew, and a new one soon', async () => {
    let saves = 0;
    const store = {
      ...noStore(),
      save: async () => {
        saves += 1;
        return { kind: 'unchanged' } as const;
      },
    };
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY), { store });
    const waits = (ms: number) => sleeper.asked.filter((asked) => asked === ms).length;
    await manager.start(CHANNEL);
    await expect.poll(() => sleeper.wake(SESSION_TIMES.settleMs)).toBe(true);
    await expect.poll(() => waits(SESSION_TIMES.saveEveryMs)).toBe(1);
    for (let load = 0; load < 3; load += 1) clients[0]?.emit(READY);
    expect(sleeper.wake(SESSION_TIMES.settleMs)).toBe(false);
    clients[0]?.emit({ kind: 'qr', code: 'ref', expiresInMs: 60_000 });
    clients[0]?.emit(READY);
    await expect.poll(() => sleeper.wake(SESSION_TIMES.settleMs)).toBe(true);
    await expect.poll(() => saves).toBe(2);
    await manager.stop(CHANNEL.channelId);
  });

  test('fills the budget of reconnects again after a stable while', async () => {
    const { manager, sleeper } = sessionWorld((client, number) => {
      if (number === 0) throw new Error('no browser');
      client.emit(READY);
    });
    await manager.start(CHANNEL);
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect
      .poll(() => manager.state(CHANNEL.channelId))
      .toMatchObject({ status: 'CONNECTED', reconnects: 1 });
    await expect.poll(() => sleeper.wake(SESSION_TIMES.stableAfterMs)).toBe(true);
    await expect.poll(() => manager.state(CHANNEL.channelId).reconnects).toBe(0);
    await manager.stopAll();
  });

  test('catches up after each connect, and gives each message once', async () => {
    const since = 1000;
    const read: string[][] = [];
    const { manager, clients, events, sleeper } = sessionWorld(
      (client) => {
        client.recent = Array.from({ length: 1200 }, (_, n) => anyMessage(`m${n}`, 500 + n));
        // A notice among the first 500, and one just where they end: there is more all the same.
        for (const id of ['m600', 'm999']) client.notices.add(id);
        client.emit(READY);
      },
      { catchUpSinceMs: () => since, onCaughtUp: (_channel, ids) => void read.push(ids) },
    );
    await manager.start(CHANNEL);
    await expect.poll(() => events.length).toBe(698);
    const ids = events.map((event) => (event.kind === 'message' ? event.message.providerMessageId : ''));
    const all = Array.from({ length: 700 }, (_, n) => `m${n + 500}`);
    expect(ids).toEqual(all.filter((id) => !clients[0]?.notices.has(id)));
    expect(events.every((event) => event.kind === 'message' && event.isCaughtUp)).toBe(true);
    expect(clients).toHaveLength(1);
    // Read again a little later, and then once more; only then is it told what the phone has.
    for (const ms of [3_000, 30_000]) await expect.poll(() => sleeper.wake(ms)).toBe(true);
    await expect.poll(() => read).toEqual([ids]);
    await manager.stopAll();
  });

  test('tells what has become of the messages that it reads, behind them', async () => {
    const change = {
      providerMessageId: 'false_1@c.us_A',
      isFromMe: false,
      contact: { phone: null, lid: null },
    };
    const { manager, clients, events } = sessionWorld((client) => client.emit(READY), {
      catchUpSinceMs: (_channel, _number) => {
        Object.assign(clients[0] ?? {}, {
          recent: [anyMessage('false_1@c.us_A', 2000)],
          changes: [{ kind: 'revoked', revoked: change }],
        });
        return 1000;
      },
    });
    await manager.start(CHANNEL);
    await expect.poll(() => events.map(({ kind }) => kind)).toEqual(['message', 'revoked']);
    await manager.stopAll();
  });

  test('how far our messages have got while nobody was connected is told, however often they were told before', async () => {
    const own = (id: string, ack: AckLevel) => ({ ...anyMessage(id, 2000), isFromMe: true, ack });
    const { manager, events } = sessionWorld(
      (client) => {
        client.recent = [
          own('m1', 'SENT'),
          own('m2', 'DELIVERED'),
          anyMessage('m3', 2000),
          own('m4', 'READ'),
        ];
        client.emit(READY);
      },
      { catchUpSinceMs: () => 1000 },
    );
    await manager.start(CHANNEL);
    await expect.poll(() => events.length).toBe(6);
    const told = events.map((event) => {
      if (event.kind === 'ack') return `${event.ack.providerMessageId} ${event.ack.level}`;
      return event.kind === 'message' ? event.message.providerMessageId : event.kind;
    });
    expect(told).toEqual(['m1', 'm2', 'm2 DELIVERED', 'm3', 'm4', 'm4 READ']);
    await manager.stopAll();
  });

  test('says of each reading whether it had everything', async () => {
    const read: boolean[] = [];
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY), {
      catchUpSinceMs: () => 1000,
      onCaughtUp: (_channel, _ids, isComplete) => void read.push(isComplete),
    });
    await manager.start(CHANNEL);
    const readToTheEnd = async (expected: boolean) => {
      read.length = 0;
      manager.catchUpAgain(CHANNEL.channelId);
      await expect
        .poll(() => {
          for (const ms of [3_000, 30_000]) sleeper.wake(ms);
          return read.at(-1);
        })
        .toBe(expected);
    };
    await readToTheEnd(true);
    if (clients[0]) clients[0].passedOver = ['1@c.us'];
    await readToTheEnd(false);
    if (clients[0])
      Object.assign(clients[0], { passedOver: [], sealed: [anyMessage('false_1@c.us_A', 2000)] });
    await readToTheEnd(false);
    if (clients[0]) clients[0].sealed = [];
    await readToTheEnd(true);
    await manager.stopAll();
  });

  test('what cannot be read yet is told when its key has had its time, in the last reading of a catch-up', async () => {
    const { manager, clients, events, sleeper } = sessionWorld((client) => client.emit(READY), {
      catchUpSinceMs: () => 1000,
    });
    await manager.start(CHANNEL);
    const [soon, never] = [anyMessage('soon', 2000), anyMessage('never', 2000)];
    if (clients[0]) clients[0].sealed = [soon, never];
    await expect.poll(() => sleeper.wake(3_000)).toBe(true);
    if (clients[0]) clients[0].sealed = [never];
    await expect.poll(() => sleeper.asked.includes(30_000)).toBe(true);
    expect(events).toEqual([]);
    expect(sleeper.wake(30_000)).toBe(true);
    await expect
      .poll(() => events)
      .toEqual([{ kind: 'message', message: never, isCaughtUp: true, isSealed: true }]);
    await manager.stopAll();
  });

  test('a page that is ready again reads from then on, and not all that came since its browser started', async () => {
    let nowMs = 1_000;
    const asked: number[] = [];
    let isKnown = false;
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY), {
      now: () => nowMs,
      catchUpSinceMs: (_channel, _phoneNumber, startedMs) => {
        asked.push(startedMs);
        if (!isKnown) throw new Error('not known yet');
        return null;
      },
    });
    await manager.start(CHANNEL);
    await expect.poll(() => asked).toEqual([1_000]);
    // Loaded anew before it could read: what was missed before its browser started is still to be read.
    nowMs = 2_000;
    clients[0]?.emit(READY);
    await expect.poll(() => asked).toEqual([1_000, 1_000]);
    isKnown = true;
    await expect.poll(() => sleeper.wake(1_000)).toBe(true);
    await expect.poll(() => asked.length).toBeGreaterThan(2);
    expect(new Set(asked)).toEqual(new Set([1_000]));
    nowMs = 30 * 86_400_000;
    clients[0]?.emit(READY);
    await expect.poll(() => asked.at(-1)).toBe(nowMs);
    await manager.stopAll();
  });

  test('reads anew what was missed when it is told to', async () => {
    const read: string[][] = [];
    const { manager, clients, events, sleeper } = sessionWorld((client) => client.emit(READY), {
      catchUpSinceMs: () => 1000,
      onCaughtUp: (_channel, ids) => void read.push(ids),
    });
    const readToTheEnd = async (times: number) => {
      for (const ms of [3_000, 30_000]) await expect.poll(() => sleeper.wake(ms)).toBe(true);
      await expect.poll(() => read).toHaveLength(times);
    };
    await manager.start(CHANNEL);
    await readToTheEnd(1);
    if (clients[0]) clients[0].recent = [anyMessage('m1', 2000)];
    manager.catchUpAgain(CHANNEL.channelId);
    await expect.poll(() => events).toHaveLength(1);
    await readToTheEnd(2);
    await manager.stopAll();
    manager.catchUpAgain(CHANNEL.channelId);
  });

  test('a number counts as linked from the moment of its scan, also when its page is ready again', async () => {
    let nowMs = 1_000;
    const { manager, clients } = sessionWorld(
      (client) => client.emit({ kind: 'qr', code: 'code', expiresInMs: 20_000 }),
      { now: () => nowMs },
    );
    const linkedAtMs = () => manager.state(CHANNEL.channelId).linkedAtMs;
    await manager.start(CHANNEL);
    await expect.poll(() => manager.state(CHANNEL.channelId).status).toBe('QR_CODE_PENDING');
    nowMs = 5_000;
    clients[0]?.emit({ kind: 'scanned' });
    nowMs = 600_000;
    clients[0]?.emit(READY);
    expect(linkedAtMs()).toBe(5_000);
    nowMs = 700_000;
    clients[0]?.emit(READY);
    expect(linkedAtMs()).toBe(5_000);
    await manager.stopAll();
  });

  test('asks anew whose account it is while nobody can tell from when on it may be read', async () => {
    const asked: string[] = [];
    const { manager, clients, events, sleeper } = sessionWorld(
      (client) => {
        client.recent = [anyMessage('m1', 2000)];
        client.number = '';
        client.emit({ ...READY, phoneNumber: '' });
      },
      {
        catchUpSinceMs: (_channel, phoneNumber) => {
          asked.push(phoneNumber);
          if (!phoneNumber) throw new Error('not known whose messages they are');
          return 1000;
        },
      },
    );
    await manager.start(CHANNEL);
    await expect.poll(() => asked).toEqual(['']);
    expect(events).toEqual([]);
    const [client] = clients;
    if (client) client.number = READY.phoneNumber;
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => events).toHaveLength(1);
    expect(asked).toEqual(['', READY.phoneNumber]);
    expect(manager.state(CHANNEL.channelId)).toMatchObject({
      status: 'CONNECTED',
      phoneNumber: READY.phoneNumber,
    });
    await manager.stopAll();
  });

  test('gives a message again until it is taken, in its order', async () => {
    const taken: string[] = [];
    let failures = 2;
    const { manager, clients, sleeper } = sessionWorld((client) => client.emit(READY), {
      onChannelEvent: (_channel, event) => {
        if (failures-- > 0) throw new Error('database away');
        if (event.kind === 'message') taken.push(event.message.providerMessageId);
      },
    });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    clients[0]?.emit({ kind: 'message', message: anyMessage('first', 1) });
    clients[0]?.emit({ kind: 'message', message: anyMessage('second', 2) });
    await expect.poll(() => sleeper.wake(1000)).toBe(true);
    await expect.poll(() => sleeper.wake(2000)).toBe(true);
    await expect.poll(() => taken).toEqual(['first', 'second']);
    await manager.stopAll();
  });

  test('starts browsers one after the other', async () => {
    let running = 0;
    let most = 0;
    const { manager } = sessionWorld(async (client) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      client.emit(READY);
    });
    const channels = [1, 2, 3, 4].map((n) => ({ ...CHANNEL, channelId: `c${n}`, organizationId: `o${n}` }));
    await Promise.all(channels.map((channel) => manager.start(channel)));
    await expect.poll(() => channels.every(({ channelId }) => manager.client(channelId))).toBe(true);
    expect(most).toBe(1);
    await manager.stopAll();
  });

  test('a log-out unlinks the device and removes its profile; the name of a further number holds its channel', async () => {
    const { manager, clients, removed } = sessionWorld((client) => client.emit(READY));
    const second = { ...CHANNEL, isDefault: false, isFirst: false };
    await manager.start(second);
    await expect.poll(() => manager.getStatus(second.channelId)).toBe('CONNECTED');
    expect(await manager.logout(second)).toMatchObject({ isTold: true });
    expect(clients[0]?.isLoggedOut).toBe(true);
    expect(removed).toEqual(['org-org-1-channel-1']);
    expect(manager.running()).toEqual([]);
  });

  test('a log-out that WhatsApp does not hear of is told as that', async () => {
    const ready = sessionWorld((client) => client.emit(READY));
    // Nothing runs, but a login is kept.
    expect(await ready.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: true });
    await ready.manager.start(CHANNEL);
    await expect.poll(() => ready.manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    ready.clients[0]?.emit({ kind: 'link', isOnline: false });
    expect(await ready.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: true });

    const refusing = sessionWorld((client) => {
      client.logout = async () => {
        throw new Error('WhatsApp did not confirm the log-out');
      };
      client.emit(READY);
    });
    await refusing.manager.start(CHANNEL);
    await expect.poll(() => refusing.manager.getStatus(CHANNEL.channelId)).toBe('CONNECTED');
    expect(await refusing.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: true });

    const waiting = sessionWorld(() => {
      throw new Error('no browser');
    });
    await waiting.manager.start(CHANNEL);
    await expect.poll(() => waiting.sleeper.asked).toContain(1000);
    expect(await waiting.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: true });
  });

  test('a log-out of what was never linked has nothing to confirm', async () => {
    const store = noStore();
    const never = sessionWorld((client) => client.emit({ kind: 'qr', code: 'code', expiresInMs: 20_000 }), {
      store,
    });
    expect(await never.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: false });
    await never.manager.start(CHANNEL);
    await expect.poll(() => never.manager.getStatus(CHANNEL.channelId)).toBe('QR_CODE_PENDING');
    expect(await never.manager.logout(CHANNEL)).toEqual({ isTold: false, wasAccepted: false });
  });

  test('a login of other servers is told as that, and neither tried again nor removed', async () => {
    const removed: string[] = [];
    const prepare = async () => {
      throw new LoginOfOtherServerError('WhatsApp itself', 'the stand-in 127.0.0.1:4443');
    };
    const remove = async ({ clientId }: { clientId: string }) => void removed.push(clientId);
    const { manager, states, clients } = sessionWorld(() => {}, { store: { ...noStore(), prepare, remove } });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.running()).toEqual([]);
    expect(states.at(-1)).toMatchObject({ status: 'ERROR', errorCode: 'LOGIN_OF_OTHER_SERVER' });
    expect([clients, removed]).toEqual([[], []]);
  });

  test('stopped while it waits for its next attempt, it is disconnected and nothing else', async () => {
    const { manager, states, sleeper } = sessionWorld(() => {
      throw new Error('no browser');
    });
    await manager.start(CHANNEL);
    await expect.poll(() => sleeper.asked).toContain(1000);
    await manager.stop(CHANNEL.channelId);
    expect(states.at(-1)).toMatchObject({ status: 'DISCONNECTED', errorCode: null });
    await manager.start(CHANNEL);
    await expect.poll(() => manager.running()).toHaveLength(1);
    await manager.stopAll();
    await manager.start(CHANNEL);
    expect(manager.running()).toEqual([]);
  });
});
