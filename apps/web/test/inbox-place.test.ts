import { expect, test } from 'vitest';
import { hrefOfInbox, placeOf } from '@/components/inbox-place';
import { titleOf } from '@/features/attention/title-of';

const place = (query: string) => placeOf(new URLSearchParams(query));

test('the address says what of the inbox is shown, and what it does not know is all of it', () => {
  expect(place('')).toEqual({ filter: 'all', channelId: null });
  expect(place('filter=waiting&number=n1')).toEqual({ filter: 'waiting', channelId: 'n1' });
  expect(place('filter=elsewhere')).toEqual({ filter: 'all', channelId: null });
});

test('the list beside a conversation stays what it is', () => {
  const waiting = { filter: 'waiting', channelId: 'n1' } as const;
  expect(hrefOfInbox(waiting)).toBe('/dashboard/inbox?filter=waiting&number=n1');
  expect(hrefOfInbox(waiting, 'c1', 'm1')).toBe('/dashboard/inbox/c1?filter=waiting&number=n1&message=m1');
  expect(hrefOfInbox(place(''), 'c1')).toBe('/dashboard/inbox/c1');
  expect(place(hrefOfInbox(waiting, 'c1').split('?')[1] ?? '')).toEqual(waiting);
});

test('the title of the tab says whose conversation is open, and how many wait', () => {
  const page = { page: 'Inbox · Soul', product: 'Soul' };
  expect(titleOf({ ...page, client: undefined, waiting: 2 })).toBe('(2) Inbox · Soul');
  expect(titleOf({ ...page, client: undefined, waiting: 0 })).toBe('Inbox · Soul');
  expect(titleOf({ ...page, client: 'Aigul', waiting: 1 })).toBe('(1) Aigul · Soul');
});
