import { expect, test } from 'vitest';
import { ApiProblem, isRefusal } from '@/api/problem';

// What a page says of an answer that it did not get, or did not like.

const problem = (status: number, code: string) => new ApiProblem({ status, code, detail: '' });

test('a link is void where the server says so, and not where it could not be asked', () => {
  expect(isRefusal(problem(410, 'PASSWORD_LINK_VOID'))).toBe(true);
  expect(isRefusal(problem(404, 'INVITATION_UNKNOWN'))).toBe(true);
  expect(isRefusal(problem(429, 'RATE_LIMITED'))).toBe(false);
  expect(isRefusal(problem(500, 'INTERNAL'))).toBe(false);
  // A proxy's page, while the API is away.
  expect(isRefusal(problem(404, 'UNKNOWN'))).toBe(false);
  expect(isRefusal(new TypeError('Failed to fetch'))).toBe(false);
});
