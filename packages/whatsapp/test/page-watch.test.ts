import { describe, expect, test } from 'vitest';
import {
  FRESH_MEMORY,
  nextWatchStep,
  PAGE_WATCH_LIMITS,
  type PageSnapshot,
  type WatchAction,
} from '../src/client/page-watch.ts';

const OPENING: PageSnapshot = {
  state: 'OPENING',
  hasSynced: false,
  isInjected: false,
  hasDialog: false,
  isPasskeyAsked: false,
};
const SYNCED: PageSnapshot = { ...OPENING, state: 'CONNECTED', hasSynced: true };
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

  test('is left alone while it has no network', () => {
    expect(watch(600, () => OPENING)).toEqual([]);
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

  test('that never loads is given up', () => {
    expect(watch(60, () => null).map(([, action]) => action)).toContain('neverReady');
  });
});
