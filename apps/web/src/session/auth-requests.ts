import * as z from 'zod';
import { type AccountChange, tellAccountChange } from './account-changes';

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

export const signIn = (input: { email: string; password: string }) => change('in', 'sign-in/email', input);

export const signUp = (input: { name: string; organizationName: string; email: string; password: string }) =>
  change('in', 'sign-up/email', input);

export const signOut = () => change('out', 'sign-out', {});

async function change(what: AccountChange, path: string, body: object): Promise<void> {
  await post(path, body);
  tellAccountChange(what);
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const parsed = refusal.safeParse(await response.json().catch(() => null));
  const code = response.status === 429 ? 'RATE_LIMITED' : (parsed.data?.code ?? 'UNKNOWN');
  throw new AuthRefusal(code, parsed.data?.message ?? `HTTP ${response.status}`);
}
