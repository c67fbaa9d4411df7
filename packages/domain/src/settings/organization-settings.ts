import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

export interface SettingsChange<Settings> {
  /** Its place in `Organization.settings`. */
  part: 'whatsapp' | 'agents';
  /** Null where a key acts. */
  actorId: string | null;
  parse(stored: unknown): Settings;
  change(before: Settings): Settings;
  /** What else changes with it, in the same transaction. */
  follow?: (tx: ScopedTransaction, after: Settings) => Promise<void>;
}

/** One part of the organisation's settings, as it stands there: anything at all. */
export async function readSettings({ db }: Pick<Scope, 'db'>, part: string): Promise<unknown> {
  return (await readAll(db))[part];
}

/** Changes one part; everything else that the organisation has set stays. Logged with before and after. */
export async function changeSettings<Settings extends Prisma.InputJsonObject>(
  scope: Scope,
  { part, actorId, parse, change, follow }: SettingsChange<Settings>,
): Promise<Settings> {
  return scope.transaction(async (tx) => {
    await lockOrganization(tx);
    const all = await readAll(tx.db);
    const before = parse(all[part]);
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    const { organizationId } = tx;
    const settings = Prisma.sql`${JSON.stringify({ ...all, [part]: after })}::jsonb`;
    await tx.raw(
      Prisma.sql`UPDATE organizations SET settings = ${settings}, updated_at = now() WHERE id = ${organizationId}::uuid`,
    );
    const action = `settings.${part}_updated` as const;
    const details = { before, after };
    await recordActivity(tx, {
      ...{ actorId, action, details, targetType: 'organization', targetId: organizationId },
    });
    await announce(tx, { kind: 'settings.updated', organizationId });
    await follow?.(tx, after);
    return after;
  });
}

const record = z.record(z.string(), z.unknown());

async function readAll(db: Scope['db']): Promise<Record<string, unknown>> {
  const organization = await db.organization.findFirst({ select: { settings: true } });
  if (!organization) throw new Problem('NOT_FOUND');
  return record.safeParse(organization.settings).data ?? {};
}

/** Two changes at once take turns, or the second would write back what the first has changed. */
async function lockOrganization(tx: ScopedTransaction): Promise<void> {
  await tx.raw(
    Prisma.sql`SELECT id FROM organizations WHERE id = ${tx.organizationId}::uuid FOR NO KEY UPDATE`,
  );
}
