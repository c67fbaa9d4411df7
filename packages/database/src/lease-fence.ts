import { Prisma } from '../generated/prisma/client.ts';
import type { Scope, ScopedTransaction } from './scope.ts';

/** The right to run a channel; a newer generation ends it. */
export interface LeaseRef {
  channelId: string;
  generation: bigint;
}

/** Another worker runs the channel by now: what its old owner wanted to write was not written. */
export class LeaseLostError extends Error {
  readonly channelId: string;

  constructor(channelId: string) {
    super(`The lease of channel ${channelId} has gone to another worker`);
    this.name = 'LeaseLostError';
    this.channelId = channelId;
  }
}

/** The scope of a channel's owner: each transaction writes only while the lease is the newest, and holds it until it ends. */
export function fencedScope(scope: Scope, lease: LeaseRef): Scope {
  return {
    ...scope,
    transaction: (work) =>
      scope.transaction(async (tx) => {
        if (!(await holdsLease(tx, lease))) throw new LeaseLostError(lease.channelId);
        return work(tx);
      }),
  };
}

/**
 * So long a fenced transaction waits for a row that somebody else holds, since its lease is not renewed meanwhile: much
 * shorter than a lease lasts. What it wanted is tried again.
 */
const LONGEST_WAIT = '2s';

/** Whether the lease is the newest; nobody can take the channel over until the transaction ends, which waits for no other row for long. */
async function holdsLease(
  tx: Pick<ScopedTransaction, 'raw'>,
  { channelId, generation }: LeaseRef,
): Promise<boolean> {
  const rows = await tx.raw(Prisma.sql`
    SELECT set_config('lock_timeout', ${LONGEST_WAIT}, true) FROM channel_leases
    WHERE channel_id = ${channelId}::uuid AND generation = ${generation} AND worker_id IS NOT NULL
    FOR SHARE`);
  return rows.length === 1;
}
