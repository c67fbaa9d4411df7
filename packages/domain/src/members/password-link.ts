import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { hashLinkSecret, newLinkSecret } from './link-secret.ts';
import { announceMembers, getMember, lockMembers, type MemberView, requireAdmin } from './members.ts';

const VALID_MS = 24 * 60 * 60 * 1000;

export interface PasswordLinkView {
  id: string;
  userId: string;
  name: string;
  email: string;
  expiresAt: Date;
}

/**
 * A link with which a colleague who has forgotten their password chooses another one; the answer alone has its secret. It is
 * a way into the account, so there is one only for whoever belongs to this organisation and to nothing else.
 */
export async function makePasswordLink(
  scope: Scope,
  { memberId, actorId }: { memberId: string; actorId: string },
): Promise<PasswordLinkView & { secret: string }> {
  const secret = newLinkSecret();
  return scope.transaction(async (tx) => {
    await lockMembers(tx);
    await requireAdmin(tx, actorId);
    const member = await getMember(tx, memberId);
    const { userId, name, email } = member;
    if (userId === actorId) throw new Problem('OWN_PASSWORD');
    if (!(await isOfHereAlone(tx, member))) throw new Problem('ACCOUNT_NOT_YOURS');
    await tx.db.passwordLink.deleteMany({ where: { userId } });
    const id = newId();
    const expiresAt = new Date(Date.now() + VALID_MS);
    const secretHash = hashLinkSecret(secret);
    await tx.db.passwordLink.create({ data: { id, userId, madeById: actorId, secretHash, expiresAt } });
    await recordActivity(tx, {
      ...{ actorId, action: 'member.password_link_made', targetType: 'user', targetId: userId },
      details: { name },
    });
    return { id, userId, name, email, expiresAt, secret };
  });
}

/** Whose password a link is for, as long as it works. */
export async function readPasswordLink(scope: Scope, secret: string): Promise<PasswordLinkView> {
  return scope.transaction((tx) => findLink(tx, secret));
}

/** Gives the account the password that was chosen, once, and ends its sessions; gives the address to sign in with. */
export async function redeemPasswordLink(
  scope: Scope,
  secret: string,
  passwordHash: string,
): Promise<string> {
  return scope.transaction(async (tx) => {
    await lockMembers(tx);
    const { id, userId, name, email } = await findLink(tx, secret);
    const { count } = await tx.db.passwordLink.deleteMany({ where: { id } });
    // The machine, which waits for nobody, has recovered the account meanwhile.
    if (count === 0) throw new Problem('PASSWORD_LINK_VOID');
    // Made in this account by whoever may have had it until now.
    await tx.db.passwordLink.deleteMany({ where: { madeById: userId } });
    await setPassword(tx, userId, passwordHash);
    await recordActivity(tx, {
      ...{ actorId: userId, action: 'member.password_renewed', targetType: 'user', targetId: userId },
      details: { name },
    });
    // Their realtime lines are looked at, and cut with the sessions that they belong to.
    await announceMembers(tx);
    return email;
  });
}

async function findLink(tx: ScopedTransaction, secret: string): Promise<PasswordLinkView> {
  const link = await tx.db.passwordLink.findFirst({
    where: { secretHash: hashLinkSecret(secret), expiresAt: { gt: new Date() } },
  });
  if (!link) throw new Problem('PASSWORD_LINK_VOID');
  const { id, userId, createdAt, expiresAt } = link;
  const found = await tx.db.member.findFirst({ where: { userId }, select: { id: true } });
  const member = found && (await getMember(tx, found.id));
  // Looked at again: they may be more by now, or gone.
  if (!member || !(await isOfHereAlone(tx, member))) throw new Problem('PASSWORD_LINK_VOID');
  if (await hasNewPassword(tx, userId, createdAt)) throw new Problem('PASSWORD_LINK_VOID');
  return { id, userId, name: member.name, email: member.email, expiresAt };
}

/** Whoever owns the installation may do everything in every organisation. */
async function isOfHereAlone(tx: ScopedTransaction, { userId, role }: MemberView): Promise<boolean> {
  if (role === 'SUPER_ADMIN') return false;
  // Waits for a membership elsewhere that is not committed yet: its foreign key holds this row until then.
  await tx.raw(Prisma.sql`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`);
  const elsewhere = await tx.raw(Prisma.sql`
SELECT 1 FROM members WHERE user_id = ${userId}::uuid AND organization_id <> ${tx.organizationId}::uuid LIMIT 1`);
  return elsewhere.length === 0;
}

/** Whoever has chosen a password themselves needs the link no more, and may not know any longer who has it. */
async function hasNewPassword(tx: ScopedTransaction, userId: string, since: Date): Promise<boolean> {
  const changed = await tx.raw(Prisma.sql`
SELECT 1 FROM accounts
WHERE user_id = ${userId}::uuid AND provider_id = 'credential' AND updated_at > ${since}::timestamptz LIMIT 1`);
  return changed.length > 0;
}

/** Accounts belong to no organisation, so that the scope has no models of them. */
async function setPassword(tx: ScopedTransaction, userId: string, passwordHash: string): Promise<void> {
  await tx.raw(Prisma.sql`
UPDATE accounts SET password = ${passwordHash}, updated_at = now()
WHERE user_id = ${userId}::uuid AND provider_id = 'credential'`);
  await tx.raw(Prisma.sql`DELETE FROM user_sessions WHERE user_id = ${userId}::uuid`);
}
