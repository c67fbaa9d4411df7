import type { Database, Scope } from '@soul-kg-crm/database';
import { hashLinkSecret, redeemPasswordLink } from '@soul-kg-crm/domain';
import { passwordLinkSecret } from '@soul-kg-crm/shared/contract';
import { Problem } from '@soul-kg-crm/shared/problems';
import { hashPassword } from 'better-auth/crypto';
import * as z from 'zod';
import { personInput } from './sign-up.ts';

export const chosenPasswordInput = z.strictObject({
  password: personInput.password,
  secret: passwordLinkSecret,
});

/** The organisation in which the link with this secret was made. */
export async function scopeOfPasswordLink(database: Database, secret: string): Promise<Scope> {
  const link = await database.system.passwordLink.findUnique({
    where: { secretHash: hashLinkSecret(secret) },
    select: { organizationId: true },
  });
  if (!link) throw new Problem('PASSWORD_LINK_VOID');
  return database.forOrganization(link.organizationId);
}

/** Gives whoever has the link the password that they chose; gives the address to sign in with. */
export async function choosePassword(
  database: Database,
  { secret, password }: z.infer<typeof chosenPasswordInput>,
): Promise<string> {
  const scope = await scopeOfPasswordLink(database, secret);
  return redeemPasswordLink(scope, secret, await hashPassword(password));
}
