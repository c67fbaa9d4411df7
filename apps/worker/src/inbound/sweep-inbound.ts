import { Prisma } from '@soul-kg-crm/database';
import { MAX_INBOUND_ATTEMPTS } from '@soul-kg-crm/domain';
import { processInbound } from '@soul-kg-crm/queue';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';

const EVERY_MS = 10_000;
const BATCH = 1_000;
/** 15 s, then twice as long with each attempt, up to some four hours. */
const FIRST_RETRY_SECONDS = 15;
/** Acks, changes and reactions of messages older than the connection never find their message. */
const ACK_WAITS_HOURS = 24;

/** Puts stored events that were not processed on the queue again: Redis may lose jobs, the database does not. */
export function startInboundSweep(context: WorkerContext): Repetition {
  const { database, queues, log } = context;
  // What a worker that died has left behind is not to wait for its time.
  let isFirst = true;
  return repeat({
    name: 'inbound-sweep',
    everyMs: EVERY_MS,
    log,
    work: async () => {
      await giveUpAcks(database.system);
      const events = await findStuck(database.system, isFirst);
      await queues.add(
        events.map(({ id, organization_id }) => ({
          ...processInbound.of({ organizationId: organization_id, inboundEventIds: [id] }),
          key: 'sweep',
          isTransient: true,
        })),
      );
      isFirst = false;
    },
  });
}

const stuckRows = z.array(z.object({ id: z.uuid(), organization_id: z.uuid() }));

async function findStuck(system: WorkerContext['database']['system'], isFirst: boolean) {
  const wait = isFirst
    ? Prisma.sql`interval '0'`
    : Prisma.sql`make_interval(secs => ${FIRST_RETRY_SECONDS} * power(2, least(attempts, 10)))`;
  return stuckRows.parse(
    await system.$queryRaw(Prisma.sql`
      SELECT id, organization_id FROM inbound_events
      WHERE processed_at IS NULL AND failed_at IS NULL AND attempts < ${MAX_INBOUND_ATTEMPTS}
        AND coalesce(retried_at, received_at) <= now() - ${wait}
      ORDER BY received_at LIMIT ${BATCH}`),
  );
}

async function giveUpAcks(system: WorkerContext['database']['system']): Promise<void> {
  const before = { lt: new Date(Date.now() - ACK_WAITS_HOURS * 3_600_000) };
  await system.inboundEvent.updateMany({
    where: {
      kind: { not: 'MESSAGE' },
      processedAt: null,
      failedAt: null,
      receivedAt: before,
      // What somebody has retried since waits anew.
      OR: [{ retriedAt: null }, { retriedAt: before }],
    },
    data: { processedAt: new Date() },
  });
}
