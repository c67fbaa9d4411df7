import { expect, test } from 'vitest';
import { addressWith } from '@/components/use-address';
import { filterOf, queryOf } from '@/features/activity/activity-filter';

const PERSON = '01a1fcbc-d98c-71c1-abad-a90284371077';
const filter = (query: string) => filterOf(new URLSearchParams(query));

test('the address keeps what it says besides, and loses what is not asked for', () => {
  const here = { pathname: '/dashboard/clients', search: '?search=a&x=1' };
  expect(addressWith(here, { search: 'Айгуль' })).toBe(
    `/dashboard/clients?search=${encodeURIComponent('Айгуль')}&x=1`,
  );
  expect(addressWith(here, { search: '' })).toBe('/dashboard/clients?x=1');
  expect(addressWith({ ...here, search: '?state=x' }, { state: undefined })).toBe('/dashboard/clients');
});

test('the log is asked by what the address says, and by whole days of whoever looks', () => {
  expect(queryOf(filter(`person=${PERSON}&kind=channel&from=2026-11-01&to=2026-11-21`))).toEqual({
    actorId: PERSON,
    group: 'channel',
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 10, 22).toISOString(),
  });
  expect(queryOf(filter('person=me&kind=all&from=1.11.2026&to='))).toEqual({});
});
