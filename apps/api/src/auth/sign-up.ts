import { type Database, isUniqueViolation, Prisma, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { type Language, Problem } from '@soul-kg-crm/shared/problems';
import { hashPassword } from 'better-auth/crypto';
import * as z from 'zod';

// Any number, the same in every process of an installation.
const SIGN_UP_LOCK = 4_108_220_317;

/** What everybody gives who makes an account. */
export const personInput = {
  name: z.string().trim().min(1).max(100),
  password: z.string().min(8).max(128),
};

export const signUpInput = z.strictObject({
  ...personInput,
  email: z.email().max(254).toLowerCase(),
  organizationName: z.string().trim().min(1).max(100),
  rememberMe: z.boolean().optional(),
  callbackURL: z.string().optional(),
});

export interface SignUp extends z.infer<typeof signUpInput> {
  locale: Language;
}

/** Whether a stranger may make an account: on a new installation, or where the owner allows it. */
export async function isSignUpOpen(database: Database, allowsSignUp: boolean): Promise<boolean> {
  return allowsSignUp || (await database.system.user.findFirst({ select: { id: true } })) === null;
}

/**
 * Makes the account and its organisation with all that belongs to it, all or nothing. The first person of an
 * installation is its SUPER_ADMIN; of two that come first at once, one is.
 */
export async function signUp(database: Database, input: SignUp, allowsSignUp: boolean): Promise<void> {
  const password = await hashPassword(input.password);
  try {
    await database.system.$transaction(async (tx) => {
      await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${SIGN_UP_LOCK}::bigint)`);
      const isFirst = (await tx.user.findFirst({ select: { id: true } })) === null;
      if (!isFirst && !allowsSignUp) throw new Problem('SIGN_UP_CLOSED');
      const userId = newId();
      const { name, email, locale, organizationName } = input;
      const platformRole = isFirst ? 'SUPER_ADMIN' : 'USER';
      await tx.user.create({ data: { id: userId, name, email, locale, platformRole } });
      await tx.account.create({ data: { userId, accountId: userId, providerId: 'credential', password } });
      await provisionOrganization(tx, { userId, organizationName });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'email')) throw new Problem('USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL');
    throw error;
  }
}
