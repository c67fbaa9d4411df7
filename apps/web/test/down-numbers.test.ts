import { expect, test } from 'vitest';
import { isDown } from '@/features/sessions/down-numbers';

const works = {
  status: 'CONNECTED',
  desiredState: 'RUNNING',
  reason: null,
  isOnline: true,
  isDefault: false,
} as const;

test('a number that does not work is told of, one that is stopped or comes back by itself is not', () => {
  const logged = { code: 'LOGGED_OUT', message: 'Номер отвязан.' };
  expect(isDown(works)).toBe(false);
  expect(isDown({ ...works, status: 'CONNECTING' })).toBe(false);
  expect(isDown({ ...works, status: 'DISCONNECTED', desiredState: 'STOPPED' })).toBe(false);
  for (const down of [
    { ...works, isOnline: false },
    { ...works, status: 'ERROR' },
    { ...works, status: 'QR_CODE_PENDING' },
    { ...works, status: 'DISCONNECTED', reason: logged },
    // Without the default number nobody can write to anybody new.
    { ...works, status: 'DISCONNECTED', desiredState: 'STOPPED', isDefault: true },
  ] as const) {
    expect(isDown(down)).toBe(true);
  }
});
