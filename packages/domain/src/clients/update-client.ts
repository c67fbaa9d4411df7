import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { MAX_TAGS } from '@soul-kg-crm/shared/contract';
import type { ClientStatus } from '@soul-kg-crm/shared/enums';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';
import { againWhereMerged } from './again-where-merged.ts';
import { type ClientView, findClient, getClient } from './clients.ts';
import { withKnownTags } from './tags.ts';

export interface ClientChange {
  clientId: string;
  name?: string | undefined;
  nameFrom?: string[] | undefined;
  email?: string | null | undefined;
  emailFrom?: string[] | undefined;
  status?: ClientStatus | undefined;
  notes?: string | undefined;
  /** What it was written over, as with the others; CONFLICT where somebody has written something else there by now. */
  notesFrom?: string[] | undefined;
  tags?: string[] | undefined;
}

/**
 * Changes what a colleague knows about a client; a name given here is not replaced by WhatsApp's any more. Of one who became
 * part of another, that other one.
 */
export async function updateClient(
  scope: Scope,
  change: ClientChange,
  actorId: string | null,
): Promise<ClientView> {
  return againWhereMerged(() => scope.transaction((tx) => updateIn(tx, change, actorId)));
}

async function updateIn(
  tx: ScopedTransaction,
  change: ClientChange,
  actorId: string | null,
): Promise<ClientView> {
  const before = await findClient(tx, change.clientId);
  const clientId = before.id;
  const asked = clientId === change.clientId ? change : beside(before, change);
  const { clientId: _, nameFrom, emailFrom, notesFrom, ...fields } = asked;
  requireFewTags(before.tags, fields.tags);
  const tags = fields.tags && (await withKnownTags(tx, before.tags, fields.tags));
  const data = Object.fromEntries(
    Object.entries({ ...fields, tags }).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(data).length === 0) return before;
  const isRenamed = fields.name !== undefined && fields.name !== before.name;
  const { count } = await tx.db.client.updateMany({
    where: { id: clientId, AND: stillThere(asked) },
    data: { ...data, ...(isRenamed && { nameIsManual: true }) },
  });
  // Before anything else is said of it: who became part of another just now is not found.
  const after = await getClient(tx, clientId);
  if (count === 0) throw new Problem('CONFLICT');
  await announce(tx, { kind: 'client.updated', clientId });
  await recordActivity(tx, {
    actorId,
    action: 'client.updated',
    targetType: 'client',
    targetId: clientId,
    details: { fields: Object.keys(data) },
  });
  return after;
}

/** Whoever wrote about a client that has become part of this one has not seen what is known of this one: both stay. */
function beside(known: ClientView, change: ClientChange): ClientChange {
  const { nameFrom: _, emailFrom: __, notes, notesFrom = [], tags, ...rest } = change;
  return {
    ...rest,
    ...(tags && { tags: [...new Set([...known.tags, ...tags])] }),
    ...(notes !== undefined && { notes: joined(known.notes, notes, notesFrom), notesFrom: [known.notes] }),
  };
}

/** What they wrote over came along with that client. */
function joined(known: string, notes: string, notesFrom: readonly string[]): string {
  const [base] = notesFrom
    .filter((text) => text !== '' && known.includes(text))
    .sort((one, other) => other.length - one.length);
  // Taken already, and asked for again.
  if (known.includes(notes) && (base === undefined || notes.includes(base))) return known;
  return base === undefined ? [known, notes].filter(Boolean).join('\n\n') : known.replace(base, () => notes);
}

/**
 * One condition with the change itself, or of two at once neither would see the other's. A change that was made already, and
 * whose answer was lost, contradicts nobody; nor does a name that nobody has written.
 */
function stillThere({ name, nameFrom, email, emailFrom, notes, notesFrom }: ClientChange) {
  const isNone = email === null || emailFrom?.includes('');
  return [
    ...(name !== undefined && nameFrom
      ? [{ OR: [{ name: { in: [...nameFrom, name] } }, { nameIsManual: false }] }]
      : []),
    ...(email !== undefined && emailFrom
      ? [{ OR: [{ email: { in: [...emailFrom, email ?? ''] } }, ...(isNone ? [{ email: null }] : [])] }]
      : []),
    ...(notes !== undefined && notesFrom ? [{ notes: { in: [...notesFrom, notes] } }] : []),
  ];
}

/** A client that others became part of may have more: from those some can always be removed. */
function requireFewTags(before: string[], tags: string[] = []): void {
  if (tags.length <= MAX_TAGS || tags.every((tag) => before.includes(tag))) return;
  throw invalidField('tags', `At most ${MAX_TAGS}`);
}
