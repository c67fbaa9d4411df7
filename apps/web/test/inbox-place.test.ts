import { expect, test } from 'vitest';
import { hrefOfInbox, placeOf } from '@/components/inbox-place';
import { titleWithCount } from '@/features/attention/title-with-count';

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

test('the title of the tab has one count in front of it, or none', () => {
  expect(titleWithCount('Inbox', 2)).toBe('(2) Inbox');
  expect(titleWithCount('(2) Inbox', 3)).toBe('(3) Inbox');
  expect(titleWithCount('(3) Inbox', 0)).toBe('Inbox');
});
