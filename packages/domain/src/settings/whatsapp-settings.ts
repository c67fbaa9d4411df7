import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import {
  getDefaultWhatsAppSettings,
  validateWhatsAppSettings,
  type WhatsAppSettings,
  type WhatsAppSettingsPatch,
} from '@soul-kg-crm/shared/settings';
import * as z from 'zod';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

export interface WhatsAppSettingsChange {
  /** What is left out stays as it is. */
  patch: WhatsAppSettingsPatch;
  /** Null where a key acts. */
  actorId: string | null;
}

/** The organisation's WhatsApp settings, with defaults for what it never set. */
export async function getWhatsAppSettings(scope: Pick<Scope, 'db'>): Promise<WhatsAppSettings> {
  return (await read(scope)).whatsapp;
}

/** Changes settings; everything else that the organisation has set stays. VALIDATION_FAILED names each field. */
export async function updateWhatsAppSettings(
  scope: Scope,
  { patch, actorId }: WhatsAppSettingsChange,
): Promise<WhatsAppSettings> {
  return scope.transaction(async (tx) => {
    await lockOrganization(tx);
    const { all, whatsapp: before } = await read(tx);
    const validated = validateWhatsAppSettings(patch, before);
    if (!validated.ok) throw invalid(validated.problems);
    const { settings: after } = validated;
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    const { organizationId } = tx;
    const settings = Prisma.sql`${JSON.stringify({ ...all, whatsapp: after })}::jsonb`;
    await tx.raw(
      Prisma.sql`UPDATE organizations SET settings = ${settings}, updated_at = now() WHERE id = ${organizationId}::uuid`,
    );
    await recordActivity(tx, {
      ...{
        actorId,
        action: 'settings.whatsapp_updated',
        targetType: 'organization',
        targetId: organizationId,
      },
      details: { before, after },
    });
    await announce(tx, { kind: 'settings.updated', organizationId });
    return after;
  });
}

const record = z.record(z.string(), z.unknown());

/** What stands there unreadably (written by hand, or by a later version) counts as never set: the defaults are careful. */
async function read({ db }: Pick<Scope, 'db'>) {
  const organization = await db.organization.findFirst({ select: { settings: true } });
  if (!organization) throw new Problem('NOT_FOUND');
  const all = record.safeParse(organization.settings).data ?? {};
  const validated = validateWhatsAppSettings(all.whatsapp);
  return { all, whatsapp: validated.ok ? validated.settings : getDefaultWhatsAppSettings() };
}

/** Two changes at once take turns, or the second would write back what the first has changed. */
async function lockOrganization(tx: ScopedTransaction): Promise<void> {
  await tx.raw(
    Prisma.sql`SELECT id FROM organizations WHERE id = ${tx.organizationId}::uuid FOR NO KEY UPDATE`,
  );
}

function invalid(problems: { field: string; message: string }[]): Problem {
  const fields = problems.map(({ field }) => field).join(', ');
  return new Problem('VALIDATION_FAILED', { fields }, problems);
}
