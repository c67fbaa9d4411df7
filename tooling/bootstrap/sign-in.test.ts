import { expect, test } from 'vitest';
import { namedPlaces } from './reset-safety.mjs';
import { isDemoAlone, signInLine } from './sign-in.mjs';

const webUrl = 'http://localhost:3000';
const inhabitants = { others: 0, demo: 'none' as const, publicOwners: [] };

test('what is printed is how one really signs in', () => {
  expect(signInLine(inhabitants, webUrl)).toContain('http://localhost:3000/sign-up');
  expect(signInLine({ ...inhabitants, demo: 'open' }, webUrl)).toContain('demo@soul.kg');
  for (const there of [
    { ...inhabitants, others: 2 },
    { ...inhabitants, others: 1, demo: 'closed' as const },
  ])
    expect(signInLine(there, webUrl)).toContain('an account of yours');
});

test('a reset asks unless the demo is alone', () => {
  expect(isDemoAlone({ ...inhabitants, demo: 'open' })).toBe(true);
  expect(isDemoAlone(inhabitants)).toBe(true);
  expect(isDemoAlone({ ...inhabitants, demo: 'closed' })).toBe(false);
  expect(isDemoAlone({ ...inhabitants, demo: 'open', others: 1 })).toBe(false);
});

test.each(['DATABASE_URL', 'REDIS_URL', 'MEDIA_DIR', 'WHATSAPP_SESSIONS_DIR', 'SANDBOX_DATA_DIR'])(
  'a reset asks where %s names a place of somebody’s own',
  (name) => {
    expect(namedPlaces({ [name]: 'somewhere' })).toEqual([expect.stringContaining(name)]);
    expect(namedPlaces({ [name]: '' })).toEqual([]);
  },
);
