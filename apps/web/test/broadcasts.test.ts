import { expect, test } from 'vitest';
import { audienceOf, channelOf, emptyDraft, isReady } from '@/features/broadcasts/new/draft';
import { roughly } from '@/features/broadcasts/new/duration';
import { forgetDraft, keepDraft, readDraft } from '@/features/broadcasts/new/kept-draft';
import { shareOf } from '@/features/broadcasts/share-of';
import { emptyStorage } from './storage';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

test('a draft is for all whom its filter finds; what is empty narrows nothing', () => {
  expect(audienceOf(emptyDraft)).toEqual({ filter: {} });
  expect(audienceOf({ ...emptyDraft, search: ' айгуль ', tag: ' ', status: 'CUSTOMER' })).toEqual({
    filter: { search: 'айгуль', status: 'CUSTOMER' },
  });
});

test('a draft by hand is for those who were picked, whatever the filter says', () => {
  const picked = new Map([['id-1', 'Айгуль']]);
  expect(audienceOf({ ...emptyDraft, chosenBy: 'hand', picked, tag: 'опт' })).toEqual({
    clientIds: ['id-1'],
  });
});

test('a draft can be looked at once it has a text and, by hand, somebody', () => {
  const written = { ...emptyDraft, content: 'Скидки' };
  expect(isReady({ ...emptyDraft, content: ' ' })).toBe(false);
  expect(isReady(written)).toBe(true);
  expect(isReady({ ...written, content: `${'я'.repeat(4096)}\n` })).toBe(true);
  expect(isReady({ ...written, content: 'я'.repeat(4097) })).toBe(false);
  expect(isReady({ ...written, chosenBy: 'hand' })).toBe(false);
  expect(channelOf(written)).toEqual({});
});

test('a draft stays what it is, under the same id, until it is sent', () => {
  const storage = emptyStorage();
  const owner = { organizationId: 'o1', userId: 'u1' };
  const { broadcastId } = readDraft(storage, owner);
  const draft = { ...emptyDraft, content: 'Скидки', picked: new Map([['id-1', 'Айгуль']]) };
  keepDraft(storage, owner, { broadcastId, draft });
  expect(readDraft(storage, owner)).toEqual({ broadcastId, draft });
  expect(readDraft(storage, { ...owner, organizationId: 'o2' }).draft).toEqual(emptyDraft);
  forgetDraft(storage, owner);
  expect(readDraft(storage, owner).draft).toEqual(emptyDraft);
  expect(readDraft(storage, owner).broadcastId).not.toBe(broadcastId);
  storage.setItem('broadcast-draft:o1:u1', '{"draft":1}');
  expect(readDraft(storage, owner).draft).toEqual(emptyDraft);
});

test.each([
  [0, { unit: 'short', count: 1 }],
  [61 * SECOND_MS, { unit: 'minutes', count: 2 }],
  [2 * HOUR_MS, { unit: 'minutes', count: 120 }],
  [5.2 * HOUR_MS, { unit: 'hours', count: 6 }],
  [49 * HOUR_MS, { unit: 'days', count: 3 }],
])('%d ms are said roughly', (ms, said) => {
  expect(roughly(ms)).toEqual(said);
});

test('a share of nothing is nothing', () => {
  expect([shareOf(0, 0), shareOf(1, 4)]).toEqual(['0%', '25%']);
});
