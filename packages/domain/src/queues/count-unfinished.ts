import { Prisma, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';
import { OPEN_FAILURE } from '../outbound/open-failure.ts';
import { lowestIdAt } from '../paging/lowest-id-at.ts';

const counts = z.object({
  channel_id: z.uuid(),
  waiting: z.int(),
  /** Of these, what quiet hours hold up: everything but a person's answer. */
  waiting_for_morning: z.int(),
  active: z.int(),
  completed: z.int(),
  failed: z.int(),
  oldest_waiting_at: z.date().nullable(),
});

const incomingCounts = z.object({
  channel_id: z.uuid(),
  waiting: z.int(),
  failed: z.int(),
  oldest_waiting_at: z.date().nullable(),
});

/** What the database knows of a channel's queues. */
export interface UnfinishedOfChannel {
  outgoing: {
    waiting: number;
    waitingForMorning: number;
    active: number;
    completed: number;
    failed: number;
    oldestWaitingAt: Date | null;
  };
  incoming: { waiting: number; failed: number; oldestWaitingAt: Date | null };
}

/** The page asks every few seconds, and what waited for longer than a week is little: a month would have to be read each time. */
const COUNTED_WAIT_MS = 7 * 86_400_000;

/**
 * What waits, is at work and failed on each channel of the organisation, deleted ones too. `completed` has left since
 * `since`, after it waited for up to a week; not what somebody sent on the phone, which nothing here claimed.
 */
export async function countUnfinished(
  scope: Scope,
  since: Date,
): Promise<ReadonlyMap<string, UnfinishedOfChannel>> {
  const { organizationId } = scope;
  const [outgoing, incoming] = await scope.transaction(async (tx) => [
    z.array(counts).parse(await tx.raw(outgoingSql(organizationId, since))),
    z.array(incomingCounts).parse(await tx.raw(incomingSql(organizationId))),
  ]);
  const channels = await scope.db.channel.findMany({ select: { id: true } });
  const found = new Map(channels.map(({ id }) => [id, nothing()]));
  const of = (channelId: string) => found.get(channelId) ?? nothing();
  for (const { channel_id: id, waiting_for_morning, oldest_waiting_at, ...rest } of outgoing) {
    const more = { waitingForMorning: waiting_for_morning, oldestWaitingAt: oldest_waiting_at };
    found.set(id, { ...of(id), outgoing: { ...rest, ...more } });
  }
  for (const { channel_id: id, oldest_waiting_at: oldestWaitingAt, ...rest } of incoming) {
    found.set(id, { ...of(id), incoming: { ...rest, oldestWaitingAt } });
  }
  return found;
}

/** A channel on which nothing waits. */
function nothing(): UnfinishedOfChannel {
  return {
    outgoing: {
      ...{ waiting: 0, waitingForMorning: 0, active: 0, completed: 0, failed: 0 },
      oldestWaitingAt: null,
    },
    incoming: { waiting: 0, failed: 0, oldestWaitingAt: null },
  };
}

function outgoingSql(organizationId: string, since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT channel_id,
      count(*) FILTER (WHERE status = 'PENDING')::int AS waiting,
      count(*) FILTER (WHERE status = 'PENDING' AND priority < 10)::int AS waiting_for_morning,
      count(*) FILTER (WHERE status IN ('SENDING', 'UNCONFIRMED'))::int AS active,
      count(*) FILTER (WHERE status IN ('SENT', 'DELIVERED', 'READ'))::int AS completed,
      count(*) FILTER (WHERE status = 'FAILED')::int AS failed,
      min(created_at) FILTER (WHERE status = 'PENDING') AS oldest_waiting_at
    FROM (
      SELECT m.channel_id, m.status, m.priority, m.created_at FROM channels c
      JOIN messages m ON m.channel_id = c.id AND m.stage IN ('WAITING', 'FAILED')
      WHERE c.organization_id = ${organizationId}::uuid AND m.organization_id = ${organizationId}::uuid
        AND ${OPEN_FAILURE}
      UNION ALL
      SELECT m.channel_id, m.status, m.priority, m.created_at FROM channels c
      JOIN messages m ON m.channel_id = c.id AND m.stage = 'SENT'
        AND m.id >= ${lowestIdAt(since.getTime() - COUNTED_WAIT_MS)}::uuid
        AND m.claimed_at IS NOT NULL AND m.sent_at >= ${since}
      WHERE c.organization_id = ${organizationId}::uuid AND m.organization_id = ${organizationId}::uuid
    ) AS found
    GROUP BY channel_id`;
}

/** What is done is passed over by the index on (processed_at, received_at). */
function incomingSql(organizationId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT channel_id, sum(waiting)::int AS waiting, sum(failed)::int AS failed,
      min(oldest) AS oldest_waiting_at
    FROM (
      SELECT channel_id, count(*) AS waiting, 0 AS failed, min(received_at) AS oldest FROM inbound_events
      WHERE organization_id = ${organizationId}::uuid AND processed_at IS NULL AND failed_at IS NULL
        AND error IS DISTINCT FROM 'MESSAGE_UNKNOWN'
      GROUP BY channel_id
      UNION ALL
      SELECT channel_id, 0, count(*), NULL FROM inbound_events
      WHERE organization_id = ${organizationId}::uuid AND failed_at IS NOT NULL AND dismissed_at IS NULL
      GROUP BY channel_id
    ) AS found
    GROUP BY channel_id`;
}
