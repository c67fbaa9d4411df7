import type { Database, Scope } from '@soul-kg-crm/database';
import { acceptAsNewAccount, hashLinkSecret } from '@soul-kg-crm/domain';
import { invitationSecret } from '@soul-kg-crm/shared/contract';
import { type Language, Problem } from '@soul-kg-crm/shared/problems';
import { hashPassword } from 'better-auth/crypto';
import * as z from 'zod';
import { personInput } from './sign-up.ts';

export const invitedInput = z.strictObject({ ...personInput, secret: invitationSecret });

export interface Invited extends z.infer<typeof invitedInput> {
  locale: Language;
}

/** The organisation to which the link with this secret invites. */
export async function scopeOfInvitation(database: Database, secret: string): Promise<Scope> {
  const invitation = await database.system.invitation.findUnique({
    where: { secretHash: hashLinkSecret(secret) },
    select: { organizationId: true },
  });
  if (!invitation) throw new Problem('INVITATION_UNKNOWN');
  return database.forOrganization(invitation.organizationId);
}

/** Makes the account of whoever is invited, also where sign-up is closed; gives the address to sign in with. */
export async function signUpInvited(database: Database, input: Invited): Promise<string> {
  const { secret, name, password, locale } = input;
  const scope = await scopeOfInvitation(database, secret);
  return acceptAsNewAccount(scope, secret, { name, locale, passwordHash: await hashPassword(password) });
}
