import { newId } from '@soul-kg-crm/shared/ids';
import type { Prisma } from '../generated/prisma/client.ts';

export interface ProvisionInput {
  /** The person who becomes its first ADMIN. */
  userId: string;
  organizationName: string;
}

export interface Provisioned {
  organizationId: string;
  channelId: string;
}

/**
 * A new organisation with all that it starts with: its first ADMIN, the company COMP001, and a WhatsApp channel that
 * waits to be connected. All or nothing: `tx` is a transaction of the system client.
 */
export async function provisionOrganization(
  tx: Prisma.TransactionClient,
  input: ProvisionInput,
): Promise<Provisioned> {
  const organizationId = newId();
  const companyId = newId();
  const channelId = newId();
  const name = input.organizationName;
  await tx.organization.create({ data: { id: organizationId, name, slug: slugOf(name, organizationId) } });
  await tx.member.create({ data: { organizationId, userId: input.userId, role: 'ADMIN' } });
  await tx.company.create({ data: { id: companyId, organizationId, code: 'COMP001', name } });
  await tx.channel.create({
    data: { id: channelId, organizationId, companyId, type: 'WHATSAPP', name: 'WhatsApp', isDefault: true },
  });
  await tx.whatsAppSession.create({ data: { organizationId, channelId } });
  return { organizationId, channelId };
}

/** Readable where the name allows it, and never taken: the id's random end makes it so. */
function slugOf(name: string, id: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return [words, id.slice(-8)].filter(Boolean).join('-');
}
