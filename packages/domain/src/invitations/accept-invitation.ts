import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { type Language, Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announceMembers, lockMembers } from '../members/members.ts';
import { voidPasswordLinks } from '../members/void-password-links.ts';
import { type InvitationOffer, isUsedBy, readInvitation } from './read-invitation.ts';

export interface Account {
  userId: string;
  email: string;
}

/**
 * Somebody who has an account joins the organisation. The link is used up by it, also where two use it at once; whom it has
 * let in already, and who was not told so, asks once more and is in.
 */
export async function acceptInvitation(scope: Scope, secret: string, account: Account): Promise<void> {
  await scope.transaction(async (tx) => {
    await lockMembers(tx);
    if (await isUsedBy(tx, secret, account)) return;
    const invitation = await readInvitation(tx, secret);
    const { email } = invitation;
    if (account.email.toLowerCase() !== email) throw new Problem('INVITATION_OF_ANOTHER', { email });
    await join(tx, invitation, account.userId);
  });
}

export interface NewAccount {
  name: string;
  passwordHash: string;
  locale: Language;
}

/** Makes the account of whoever is invited, who joins with it, all or nothing; gives its address. */
export async function acceptAsNewAccount(scope: Scope, secret: string, input: NewAccount): Promise<string> {
  return scope.transaction(async (tx) => {
    await lockMembers(tx);
    const invitation = await readInvitation(tx, secret);
    await join(tx, invitation, await createAccount(tx, invitation.email, input));
    return invitation.email;
  });
}

/** Accounts belong to no organisation, so that the scope has no models of them. */
async function createAccount(tx: ScopedTransaction, email: string, account: NewAccount): Promise<string> {
  const { name, passwordHash, locale } = account;
  const userId = newId();
  const made = await tx.raw(Prisma.sql`
INSERT INTO users (id, name, email, locale) VALUES (${userId}::uuid, ${name}, ${email}, ${locale})
ON CONFLICT (email) DO NOTHING RETURNING id`);
  if (made.length === 0) throw new Problem('USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL');
  await tx.raw(Prisma.sql`
INSERT INTO accounts (id, account_id, provider_id, user_id, password)
VALUES (${newId()}::uuid, ${userId}, 'credential', ${userId}::uuid, ${passwordHash})`);
  return userId;
}

async function join(tx: ScopedTransaction, { id, role }: InvitationOffer, userId: string): Promise<void> {
  const { organizationId } = tx;
  await tx.db.invitation.update({ where: { id }, data: { status: 'accepted' } });
  const isMember = await tx.db.member.findFirst({ where: { userId }, select: { id: true } });
  if (!isMember) {
    await tx.db.member.create({ data: { organizationId, userId, role } });
    await voidPasswordLinks(tx, userId);
  }
  await enterSessions(tx, userId);
  await recordActivity(tx, {
    ...{ actorId: userId, action: 'member.joined', targetType: 'user', targetId: userId },
    details: { role },
  });
  await announceMembers(tx);
}

/** Their browsers that belonged nowhere are in this organisation at once; the others stay where they are. */
async function enterSessions(tx: ScopedTransaction, userId: string): Promise<void> {
  await tx.raw(Prisma.sql`
UPDATE user_sessions SET active_organization_id = ${tx.organizationId}::uuid
WHERE user_id = ${userId}::uuid AND active_organization_id IS NULL`);
}
