import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { announceDesiredState, type ChannelCommand, lockSessionInUse } from './sessions.ts';

export interface WorkerView {
  id: string;
  name: string;
}

const workerRow = z.object({ id: z.string(), name: z.string() });

/** A worker that has not said for so long that it lives is gone. */
const HEARTBEAT_S = 30;

/** The workers that take channels now. They belong to the installation; an organisation learns their names alone. */
export async function listWorkers(scope: Scope): Promise<WorkerView[]> {
  return scope.transaction(liveWorkers);
}

export interface MoveCommand extends ChannelCommand {
  channelId: string;
  /** Null: wherever there is room. */
  workerId: string | null;
}

/** Wants a number to run on a certain worker, as long as that one lives. */
export async function moveChannel(scope: Scope, command: MoveCommand): Promise<void> {
  const { channelId, workerId, actorId } = command;
  await scope.transaction(async (tx) => {
    await lockSessionInUse(tx, channelId);
    if (workerId !== null) await requireLive(tx, workerId);
    await tx.raw(Prisma.sql`
      INSERT INTO channel_leases (channel_id, preferred_worker_id) VALUES (${channelId}::uuid, ${workerId}::uuid)
      ON CONFLICT (channel_id) DO UPDATE SET preferred_worker_id = ${workerId}::uuid
      RETURNING channel_id::text`);
    await announceDesiredState(tx, channelId, actorId, 'channel.move');
  });
}

async function requireLive(tx: ScopedTransaction, workerId: string): Promise<void> {
  const workers = await liveWorkers(tx);
  if (!workers.some(({ id }) => id === workerId)) throw new Problem('WORKER_AWAY');
}

async function liveWorkers(tx: ScopedTransaction): Promise<WorkerView[]> {
  const rows = await tx.raw(Prisma.sql`
    SELECT id::text AS id, name FROM workers
    WHERE NOT is_stopping AND heartbeat_at > now() - make_interval(secs => ${HEARTBEAT_S})
    ORDER BY name, id`);
  return z.array(workerRow).parse(rows);
}
