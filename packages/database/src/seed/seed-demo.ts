import { newId } from '@soul-kg-crm/shared/ids';
import { hashPassword } from 'better-auth/crypto';
import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { provisionOrganization } from '../provision-organization.ts';
import { demoAgents } from './demo-settings.ts';
import { inhabitants, PUBLIC_PASSWORD } from './inhabitants.ts';

/**
 * A demo organisation with one person who may do everything. Run again it changes nothing but the password, so that the
 * printed sign-in always works. A database in which other people have accounts is left as it is: theirs is no demo; and
 * an account that was given a password of one's own is never opened again by the one that everybody knows.
 */
export async function seedDemo(
  system: PrismaClient,
  demo: { email: string; password: string },
): Promise<void> {
  const email = demo.email.toLowerCase();
  const { others, demo: account } = await inhabitants(system, demo);
  if (others > 0 || account === 'open') return;
  if (account === 'closed' && demo.password === PUBLIC_PASSWORD) return;
  const password = await hashPassword(demo.password);
  if (account === 'none') await createDemo(system, email, password);
  else await setPassword(system, [email], password);
}

/**
 * Gives a password of one's own to owners of the installation whose password is the one that everybody knows, and ends
 * what anybody may have begun by it: their sessions, and the API keys, open invitations and links for new passwords of their
 * organisations.
 */
export async function closeDemo(system: PrismaClient, password: string): Promise<void> {
  const { publicOwners } = await inhabitants(system, { email: '', password });
  const user = { email: { in: publicOwners } };
  const hash = await hashPassword(password);
  await system.$transaction(async (tx) => {
    const members = await tx.member.findMany({ where: { user }, select: { organizationId: true } });
    const organizationIds = members.map(({ organizationId }) => organizationId);
    await setPassword(tx, publicOwners, hash);
    await tx.session.deleteMany({ where: { user } });
    await tx.apikey.deleteMany({ where: { referenceId: { in: organizationIds } } });
    await tx.passwordLink.deleteMany({ where: { organizationId: { in: organizationIds } } });
    await tx.invitation.deleteMany({
      where: { organizationId: { in: organizationIds }, status: 'pending' },
    });
  });
}

async function createDemo(system: PrismaClient, email: string, password: string): Promise<void> {
  await system.$transaction(async (tx) => {
    const userId = newId();
    await tx.user.create({
      data: { id: userId, email, name: 'Demo', emailVerified: true, platformRole: 'SUPER_ADMIN' },
    });
    await tx.account.create({
      data: { userId, accountId: userId, providerId: 'credential', password },
    });
    const { organizationId } = await provisionOrganization(tx, { userId, organizationName: 'Demo' });
    await tx.organization.update({
      where: { id: organizationId },
      data: { settings: { agents: demoAgents } },
    });
  });
}

async function setPassword(
  system: Prisma.TransactionClient,
  emails: string[],
  password: string,
): Promise<void> {
  await system.account.updateMany({
    where: { user: { email: { in: emails } }, providerId: 'credential' },
    data: { password },
  });
}
