import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sessionOf } from '@soul-kg-crm/domain';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { browsersOf, FAULTS } from './faults.ts';
import { type SoakWorld, soakWorld } from './soak-world.ts';
import { startTraffic } from './traffic.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 0);
/** In the short form every fault comes once. */
const IS_LONG = MINUTES > 0;
const SESSIONS = IS_LONG ? 6 : 3;
const WORKERS = IS_LONG ? 3 : 2;
const MESSAGE_EVERY_MS = 250;
const FAULT_EVERY_MS = IS_LONG ? 4_000 : 500;
const RECOVERY_MS = IS_LONG ? 900_000 : 120_000;

let world: SoakWorld;

beforeAll(async () => {
  world = await soakWorld({ sessions: SESSIONS, workers: WORKERS });
}, 300_000);

afterAll(() => world?.[Symbol.asyncDispose]());

test(
  'whatever is killed: no session asks for a code, no message is lost, none comes twice, nothing is left behind',
  async () => {
    const codesBefore = await codesAsked();
    const traffic = startTraffic(world, MESSAGE_EVERY_MS);
    const counts = await inflictFaults().finally(() => traffic.stop());
    const written = [...traffic.written.values()].flat().length;
    const accepted = [...traffic.accepted.values()].flat().length;

    await waitFor(allConnected, { timeoutMs: RECOVERY_MS, intervalMs: 200, what: 'all numbers connected' });
    await waitFor(async () => (await stored()) >= written, {
      timeoutMs: RECOVERY_MS,
      intervalMs: 200,
      what: `${written} incoming messages stored`,
    }).catch(() => {});
    await waitFor(async () => (await unsettled()) === 0, {
      timeoutMs: RECOVERY_MS,
      intervalMs: 200,
      what: `${accepted} outgoing messages settled`,
    }).catch(async () => console.log('not settled', await whatWaits()));

    for (const { account, channelId } of world.numbers) {
      const inbox = await world.scope.db.message.findMany({ where: { channelId, direction: 'INCOMING' } });
      expect(sorted(inbox.map(({ content }) => content))).toEqual(sorted(traffic.written.get(account)));
      const sent = await world.sandbox.sent(account);
      expect(sorted(sent.map(({ body }) => body))).toEqual(sorted(traffic.accepted.get(account)));
      expect(sent.filter(({ receivedCount }) => receivedCount !== 1)).toEqual([]);
    }
    const statuses = await world.scope.db.message.groupBy({
      by: ['status'],
      where: { direction: 'OUTGOING' },
      _count: true,
    });
    expect(statuses.filter(({ status }) => status === 'FAILED')).toEqual([]);
    expect(codesBefore, 'each number asked once, before it was linked').toBe(SESSIONS);
    expect(await codesAsked(), 'no number asked again').toBe(codesBefore);

    await Promise.all([...world.workers.values()].map((worker) => worker.stop()));
    expect(await browsersOf(world.sessionsFolder)).toEqual([]);
    expect(await readdir(world.temporaryFolder)).toEqual([]);
    console.log(
      `${JSON.stringify(counts)}; ${written} messages in, ${accepted} out, longest silence ${await longestSilence()} s`,
    );
  },
  (MINUTES + 20) * 60_000,
);

async function inflictFaults(): Promise<Record<string, number>> {
  const counts = Object.fromEntries(FAULTS.map(({ name }) => [name, 0]));
  const untilMs = performance.now() + MINUTES * 60_000;
  const shuffled = FAULTS.map((fault) => ({ fault, at: Math.random() })).sort((a, b) => a.at - b.at);
  await pause(2_000);
  for (let n = 0; IS_LONG ? performance.now() < untilMs : n < FAULTS.length; n += 1) {
    const fault = IS_LONG ? FAULTS[Math.floor(Math.random() * FAULTS.length)] : shuffled[n]?.fault;
    if (!fault) continue;
    if (process.env.SOAK_VERBOSE) console.log(new Date().toISOString(), fault.name);
    await fault.happen(world, { isLong: IS_LONG });
    counts[fault.name] = (counts[fault.name] ?? 0) + 1;
    await pause(FAULT_EVERY_MS * (0.5 + Math.random()));
  }
  return counts;
}

async function allConnected(): Promise<boolean> {
  const sessions = await Promise.all(world.numbers.map(({ channelId }) => sessionOf(world.scope, channelId)));
  return sessions.every(({ status, isOnline }) => status === 'CONNECTED' && isOnline);
}

const stored = () => world.scope.db.message.count({ where: { direction: 'INCOMING' } });
const unsettled = () =>
  world.scope.db.message.count({
    where: { direction: 'OUTGOING', status: { in: ['PENDING', 'SENDING', 'UNCONFIRMED'] } },
  });
/** Where messages stand that should have left by now, to find out why. */
const whatWaits = () =>
  world.scope.db.message.groupBy({
    by: ['channelId', 'status', 'attempts', 'errorCode'],
    where: { stage: 'WAITING' },
    _count: true,
    _max: { claimedAt: true },
  });
const codesAsked = () => world.scope.db.sessionTransition.count({ where: { status: 'QR_CODE_PENDING' } });
const sorted = (texts: readonly string[] = []) => [...texts].sort();

/** Seconds that the slowest incoming message took from WhatsApp to the database. */
async function longestSilence(): Promise<number> {
  const events = await world.scope.db.inboundEvent.findMany({ where: { kind: 'MESSAGE' } });
  const waits = events.map(({ payload, receivedAt }) => {
    const { sentAtMs, isFromMe } = told.parse(payload);
    // Our own come back with a catch-up alone.
    if (isFromMe) return 0;
    return (receivedAt.getTime() - sentAtMs) / 1000;
  });
  return Math.round(Math.max(0, ...waits));
}

const told = z.object({ sentAtMs: z.number(), isFromMe: z.boolean() });
