import { randomInt } from 'node:crypto';
import type { Database } from '@soul-kg-crm/database';
import { hashPassword } from 'better-auth/crypto';

// Without what is mistaken for something else when it is read aloud or copied by hand.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Gives whoever has this address another password, and ends all of their sessions; null where nobody has it. */
export async function giveNewPassword({ system }: Database, email: string): Promise<string | null> {
  const user = await system.user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
  if (!user) return null;
  const made = madeUpPassword();
  const password = await hashPassword(made);
  await system.$transaction(async (tx) => {
    const where = { userId: user.id };
    // First, as where a link is used. Also those that were made in this account, by whoever may have had it until now.
    await tx.passwordLink.deleteMany({ where: { OR: [where, { madeById: user.id }] } });
    await tx.account.updateMany({ where: { ...where, providerId: 'credential' }, data: { password } });
    await tx.session.deleteMany({ where });
  });
  return made;
}

/** Four groups of four: long enough that nobody guesses it, and short enough to be typed. */
function madeUpPassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)] ?? '';
  const group = () => Array.from({ length: 4 }, letter).join('');
  return Array.from({ length: 4 }, group).join('-');
}
