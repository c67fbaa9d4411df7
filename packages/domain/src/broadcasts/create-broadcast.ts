import { createHash } from 'node:crypto';
import { isUniqueViolation, Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { dispatchBroadcast } from '@soul-kg-crm/queue/catalogue';
import { newId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { requireAnswerable } from '../channels/require-answerable.ts';
import { sessionOf } from '../channels/sessions.ts';
import { requireBulkAllowed } from '../outbound/bulk-rules.ts';
import { requireSayable } from '../outbound/require-sayable.ts';
import { announce } from '../realtime/announce.ts';
import { type Audience, findAudience, type Recipient } from './audience.ts';

export interface NewBroadcast {
  /** Chosen by the caller; the same id again is the same broadcast, and may not ask for anything else. */
  broadcastId?: string | undefined;
  name?: string | undefined;
  content: string;
  audience: Audience;
  /** The number to write from; the default one unless told. */
  channelId?: string | undefined;
  /** Null where a key acts. */
  actorId: string | null;
  /** How many the preview counted; where it is another number now, nobody gets anything. */
  expectedRecipients?: number | undefined;
  /** Somebody has read how many there are, and what it risks. */
  isConfirmed: boolean;
}

/**
 * Accepts a broadcast with all of its recipients and one job that sees to them; gives its id. Throws MASS_SENDING_OFF,
 * CONFIRMATION_NEEDED, NO_RECIPIENTS, TOO_MANY_RECIPIENTS, RECIPIENTS_CHANGED, CHANNEL_LOGGED_OUT or BROADCAST_ID_REUSED
 * before anything is stored.
 */
export async function createBroadcast(scope: Scope, input: NewBroadcast): Promise<string> {
  const id = input.broadcastId ?? newId();
  const content = input.content.trim();
  requireSayable(content, null);
  const request = { ...input, id, content, requestHash: hashOf(input, content) };
  if (input.broadcastId !== undefined && (await isThere(scope, request))) return id;
  await requireBulkAllowed(scope, 0, true);
  const { channelId } = await sessionOf(scope, input.channelId);
  const { recipients } = await findAudience(scope, input.audience);
  if (recipients.length === 0) throw new Problem('NO_RECIPIENTS');
  requireExpected(recipients.length, input.expectedRecipients);
  await requireBulkAllowed(scope, recipients.length, input.isConfirmed);
  try {
    await store(scope, { ...request, channelId }, recipients);
  } catch (error) {
    if (!isUniqueViolation(error, 'broadcasts_pkey') && !isUniqueViolation(error, 'id')) throw error;
    // The same one, given twice at once; somebody else's id is told as nothing that is there.
    if (!(await isThere(scope, request))) throw new Problem('NOT_FOUND');
  }
  return id;
}

/** What somebody confirmed is the number that they saw, not whatever a filter finds by now. */
function requireExpected(count: number, expected = count): void {
  if (count !== expected) throw new Problem('RECIPIENTS_CHANGED', { count, expected });
}

interface Request {
  id: string;
  content: string;
  requestHash: string;
}

/** Whether the same was asked for already; what somebody changed since must not count as sent. */
async function isThere({ db }: Pick<Scope, 'db'>, { id, content, requestHash }: Request): Promise<boolean> {
  const first = await db.broadcast.findUnique({
    where: { id },
    select: { content: true, requestHash: true },
  });
  if (!first) return false;
  const isSame = first.content === content && (first.requestHash ?? requestHash) === requestHash;
  if (!isSame) throw new Problem('BROADCAST_ID_REUSED');
  return true;
}

/** What, to whom and from where; whom a filter finds may be others by the next time. */
function hashOf({ audience, channelId }: NewBroadcast, content: string): string {
  const whom =
    'filter' in audience
      ? [audience.filter.search ?? null, audience.filter.status ?? null, audience.filter.tag ?? null]
      : [...new Set(audience.clientIds)].sort();
  return createHash('sha256')
    .update(JSON.stringify([content, channelId ?? null, Object.keys(audience), whom]))
    .digest('base64');
}

async function store(
  scope: Scope,
  broadcast: Request & Pick<NewBroadcast, 'name' | 'actorId'> & { channelId: string },
  recipients: Recipient[],
): Promise<void> {
  const { id, channelId, name = null, content, requestHash, actorId } = broadcast;
  await scope.transaction(async (tx) => {
    await requireAnswerable(tx, channelId);
    await tx.db.broadcast.create({
      data: { id, channelId, name, content, requestHash, createdById: actorId },
    });
    await insertRecipients(tx, id, recipients);
    await tx.outbox.job(dispatchBroadcast.of({ organizationId: tx.organizationId, broadcastId: id }));
    await announce(tx, { kind: 'broadcast.updated', broadcastId: id });
    await recordActivity(tx, {
      ...{ actorId, action: 'broadcast.created', targetType: 'broadcast', targetId: id },
      details: { recipients: recipients.length },
    });
  });
}

/** So many rows are one statement: thousands of numbers must not become thousands of statements. */
const CHUNK = 5_000;

async function insertRecipients(tx: ScopedTransaction, id: string, recipients: Recipient[]): Promise<void> {
  for (let from = 0; from < recipients.length; from += CHUNK) {
    const chunk = recipients.slice(from, from + CHUNK);
    const clientIds = chunk.map(({ clientId }) => clientId);
    const phones = chunk.map(({ phone }) => phone);
    await tx.raw(Prisma.sql`
      INSERT INTO broadcast_recipients (broadcast_id, organization_id, position, phone, client_id)
      SELECT ${id}::uuid, ${tx.organizationId}::uuid, ${from}::int + r.place, r.phone, r.client_id
      FROM unnest(${phones}::text[], ${clientIds}::uuid[]) WITH ORDINALITY AS r (phone, client_id, place)`);
  }
}
