import { ApiProblem } from '@/api/problem';

/** Whether there is no such thing, or the address names nothing that could be; any other refusal passes. */
export function isGone(error: Error | null): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 400);
}
