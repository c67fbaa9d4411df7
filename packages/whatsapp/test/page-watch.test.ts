import { describe, expect, test } from 'vitest';
import {
  FRESH_MEMORY,
  nextWatchStep,
  PAGE_WATCH_LIMITS,
  type PageSnapshot,
  type WatchAction,
  watchPage,
} from '../src/client/page-watch.ts';

const OPENING: PageSnapshot = {
  state: 'OPENING',
  hasSynced: false,
  isInjected: false,
  hasDialog: false,
  isPasskeyAsked: false,
};
const SYNCED: PageSnapshot = { ...OPENING, state: 'CONNECTED', hasSynced: true };
const LINKED: PageSnapshot = { ...OPENING, state: 'CONNECTED' };
const UNPAIRED: PageSnapshot = { ...OPENING, state: 'UNPAIRED' };
const EXPIRED: PageSnapshot = { ...UNPAIRED, state: 'UNPAIRED_IDLE' };

/** What is done, and when, for a page that looks the same each second. */
function watch(seconds: number, pageAt: (second: number) => PageSnapshot | null) {
  const actions: [number, WatchAction][] = [];
  let memory = FRESH_MEMORY;
  for (let second = 0; second <= seconds; second++) {
    const step = nextWatchStep(memory, pageAt(second), second * 1000, PAGE_WATCH_LIMITS);
    memory = step.memory;
    if (step.action) actions.push([second, step.action]);
  }
  return actions;
}

describe('a page that is not ready', () => {
  test('but synchronised is announced, reloaded, announced again and given up', () => {
    expect(watch(45, () => SYNCED)).toEqual([
      [2, 'announceSynced'],
      [20, 'reload'],
      [22, 'announceSynced'],
      [45, 'neverReady'],
    ]);
  });

  test('gets a new code when the old one has expired, for five minutes', () => {
    const actions = watch(300, (second) => (second % 60 === 59 ? EXPIRED : UNPAIRED));
    expect(actions.filter(([, action]) => action === 'refreshCode')).toHaveLength(5);
    expect(actions.at(-1)).toEqual([300, 'codeNotScanned']);
  });

  test('is left alone while its network is away for a while, and gets a new browser after three minutes', () => {
    expect(watch(180, () => OPENING)).toEqual([[180, 'networkAway']]);
    // Also with a code on the screen that nobody can scan any more.
    const left = (second: number) => (second < 30 ? UNPAIRED : { ...OPENING, state: 'TIMEOUT' });
    expect(watch(210, left)).toEqual([[210, 'networkAway']]);
    const comesAndGoes = (second: number) => (second % 100 === 0 ? LINKED : OPENING);
    expect(watch(599, comesAndGoes)).toEqual([]);
  });

  test('is linked, but does not get what the phone has: given up after ten minutes', () => {
    const scanned = (second: number) => (second < 60 ? UNPAIRED : LINKED);
    expect(watch(660, scanned)).toEqual([[660, 'neverReady']]);
    const slow = (second: number) => (second < 400 ? LINKED : SYNCED);
    expect(watch(403, slow)).toEqual([[402, 'announceSynced']]);
  });

  test('with a dialog that does not close is given up all the same', () => {
    const stuck = watch(50, () => ({ ...SYNCED, hasDialog: true }));
    expect(stuck.filter(([, action]) => action === 'closeDialog')).toHaveLength(5);
    expect(stuck.at(-1)).toEqual([50, 'neverReady']);
    const unscanned = watch(310, () => ({ ...UNPAIRED, hasDialog: true }));
    expect(unscanned.filter(([, action]) => action === 'closeDialog')).toHaveLength(5);
    expect(unscanned.map(([, action]) => action)).toContain('codeNotScanned');
  });

  test('starts a new count with a new code', () => {
    const actions = watch(60, (second) => (second === 40 ? UNPAIRED : SYNCED));
    expect(actions.map(([, action]) => action)).not.toContain('neverReady');
  });

  test('has its dialogs closed, as often as they come', () => {
    const actions = watch(10, (second) => ({ ...SYNCED, hasDialog: second % 5 === 0 }));
    expect(actions.filter(([, action]) => action === 'closeDialog').map(([second]) => second)).toEqual([
      0, 5, 10,
    ]);
  });

  test('and wants a passkey is given up at once', () => {
    const asking = { ...OPENING, state: 'PAIRING', isPasskeyAsked: true };
    expect(watch(0, () => asking)).toEqual([[0, 'passkeyRequired']]);
  });

  test.each(['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION', 'CONFLICT'])(
    'and is refused by WhatsApp as %s is given up at once, whatever stands in front of it',
    (state) => {
      expect(watch(0, () => ({ ...OPENING, state, hasDialog: true }))).toEqual([[0, 'refused']]);
    },
  );

  test('that never loads is given up', () => {
    expect(watch(60, () => null).map(([, action]) => action)).toContain('neverReady');
  });
});

test('the moment of a scan is told once: when a page that showed a code no longer does', async () => {
  const over = new AbortController();
  const snapshots = [LINKED, UNPAIRED, UNPAIRED, null, LINKED, LINKED];
  let scans = 0;
  let seen = 0;
  await watchPage(
    {
      isReady: () => false,
      snapshot: async () => {
        seen += 1;
        if (seen === snapshots.length) over.abort();
        return snapshots[seen - 1] ?? null;
      },
      act: async () => {},
      scanned: () => {
        scans += 1;
      },
    },
    { ...PAGE_WATCH_LIMITS, intervalMs: 1 },
    over.signal,
  );
  expect({ seen, scans }).toEqual({ seen: 6, scans: 1 });
});
