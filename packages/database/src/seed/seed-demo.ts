import { newId } from '@soul-kg-crm/shared/ids';
import { hashPassword } from 'better-auth/crypto';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { provisionOrganization } from '../provision-organization.ts';
import { demoAgents } from './demo-settings.ts';

/**
 * A demo organisation with one person who may do everything. Run again it changes nothing but the password, so that the
 * printed sign-in always works.
 */
export async function seedDemo(
  system: PrismaClient,
  demo: { email: string; password: string },
): Promise<{ isNew: boolean }> {
  const email = demo.email.toLowerCase();
  const password = await hashPassword(demo.password);
  const existing = await system.user.findUnique({ where: { email } });
  if (existing) {
    await system.account.updateMany({
      where: { userId: existing.id, providerId: 'credential' },
      data: { password },
    });
    return { isNew: false };
  }
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
  return { isNew: true };
}
