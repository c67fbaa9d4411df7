import * as z from 'zod';

const document = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** What the API said: a code for the program, a sentence for the person. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: { field: string; message: string }[];

  constructor(given: z.infer<typeof document>) {
    super(given.detail);
    this.name = 'ApiProblem';
    this.status = given.status;
    this.code = given.code;
    this.fields = given.errors ?? [];
  }
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const parsed = document.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiProblem(parsed.data);
  return new ApiProblem({ status: response.status, code: 'UNKNOWN', detail: `HTTP ${response.status}` });
}

/** Worth another try by itself: the network was away, or the server for a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiProblem) return error.status >= 502 || error.status === 429;
  // Nothing came for so long that the connection is taken for dead.
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  return error instanceof TypeError;
}

/** The session is over. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** The server's own no: asking again gets the same answer. */
export function isRefusal(error: unknown): error is ApiProblem {
  return (
    error instanceof ApiProblem && error.code !== 'UNKNOWN' && error.status < 500 && error.status !== 429
  );
}

/** Reading again does no harm, whatever went wrong at the server. */
export function isWorthReadingAgain(error: unknown): boolean {
  return isPassing(error) || (error instanceof ApiProblem && error.status >= 500);
}
