import * as z from 'zod';
import { tellAccountChange } from './account-changes';

const refusal = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Why signing in or up did not work: a code that the messages know, or the server's own sentence. */
export class AuthRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AuthRefusal';
    this.code = code;
  }
}

export const signIn = (input: { email: string; password: string }) => post('sign-in/email', input);

export const signUp = (input: { name: string; organizationName: string; email: string; password: string }) =>
  post('sign-up/email', input);

export const signOut = () => post('sign-out', {});

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  });
  if (response.ok) return tellAccountChange();
  const parsed = refusal.safeParse(await response.json().catch(() => null));
  const code = response.status === 429 ? 'RATE_LIMITED' : (parsed.data?.code ?? 'UNKNOWN');
  throw new AuthRefusal(code, parsed.data?.message ?? `HTTP ${response.status}`);
}
