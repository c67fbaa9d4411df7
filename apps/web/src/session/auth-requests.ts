import * as z from 'zod';
import { type AccountChange, tellAccountChange } from './account-changes';

/** Whoever waits for longer may try again. */
const ANSWER_MS = 15_000;

const refusal = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  /** Our own problems have their sentence here, better-auth's refusals above. */
  detail: z.string().optional(),
});

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

/** Makes the account to which an invitation's link was made out. */
export const signUpInvited = (input: { secret: string; name: string; password: string }) =>
  change('in', 'sign-up/invited', input);

/** Gives the account that a link was made for another password, and signs in with it. */
export const chooseNewPassword = (input: { secret: string; password: string }) =>
  change('in', 'new-password', input);

/** Has this browser's session work in another organisation of the person. */
export const enterOrganization = (organizationId: string) =>
  change('in', 'organization/set-active', { organizationId });

export const signOut = () => change('out', 'sign-out', {});

/** Asks for the current password; `revokeOtherSessions` signs out everywhere else. */
export const changePassword = (input: {
  currentPassword: string;
  newPassword: string;
  revokeOtherSessions: boolean;
}) => post('change-password', input);

const organizations = z.array(z.object({ id: z.string(), name: z.string() }));

/** The organisations to which whoever is signed in belongs. */
export async function listOrganizations(): Promise<z.infer<typeof organizations>> {
  return organizations.parse(await read('organization/list'));
}

const session = z.object({ user: z.object({ email: z.string() }) }).nullable();

/** The address of whoever is signed in at this browser; asked where nobody needs to be. */
export async function signedInAs(): Promise<string | null> {
  return session.parse(await read('get-session'))?.user.email ?? null;
}

async function read(path: string): Promise<unknown> {
  const response = await fetch(`/api/auth/${path}`, { credentials: 'same-origin' });
  if (!response.ok) throw new AuthRefusal('UNKNOWN', `HTTP ${response.status}`);
  return response.json();
}

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
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (response.ok) return;
  const parsed = refusal.safeParse(await response.json().catch(() => null));
  const code = response.status === 429 ? 'RATE_LIMITED' : (parsed.data?.code ?? 'UNKNOWN');
  const { detail, message } = parsed.data ?? {};
  throw new AuthRefusal(code, detail ?? message ?? `HTTP ${response.status}`);
}
