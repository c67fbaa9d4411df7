import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { joinTabs } from '@/features/attention/join-tabs';
import { until } from './until';

// The locks are Node's own, which are those of a browser; each tab is seen or not by itself.

const tabs: { leave(): void }[] = [];

beforeEach(() => void tabs.splice(0));
afterEach(() => {
  for (const tab of tabs) tab.leave();
  vi.unstubAllGlobals();
});

test('one tab tells for all, and another one goes on when it is closed', async () => {
  const first = open('hidden');
  const second = open('hidden');
  await until(() => expect(first.isTeller()).toBe(true));
  expect(second.isTeller()).toBe(false);
  first.leave();
  await until(() => expect(second.isTeller()).toBe(true));
  expect(first.isTeller()).toBe(false);
});

test('a tab knows whether somebody looks at another one', async () => {
  const hidden = open('hidden');
  const other = open('visible');
  await until(async () => expect(await hidden.isLookedAt()).toBe(true));
  other.turn('hidden');
  await until(async () => expect(await hidden.isLookedAt()).toBe(false));
  other.turn('visible');
  await until(async () => expect(await hidden.isLookedAt()).toBe(true));
  other.leave();
  await until(async () => expect(await hidden.isLookedAt()).toBe(false));
});

function open(visibilityState: 'visible' | 'hidden') {
  const page = Object.assign(new EventTarget(), { visibilityState });
  const onThisPage = <Answer>(act: () => Answer): Answer => {
    vi.stubGlobal('document', page);
    return act();
  };
  const joined = onThisPage(joinTabs);
  const tab = {
    ...joined,
    leave: () => onThisPage(joined.leave),
    turn: (state: 'visible' | 'hidden') =>
      onThisPage(() => {
        page.visibilityState = state;
        page.dispatchEvent(new Event('visibilitychange'));
      }),
  };
  tabs.push(tab);
  return tab;
}
