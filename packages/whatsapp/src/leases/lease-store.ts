import { setTimeout as delay } from 'node:timers/promises';
import { type Database, Prisma } from '@soul-kg-crm/database';
import * as z from 'zod';
import type { SharedChannel, SharingWorker } from './share-channels.ts';

/** What a worker says of itself with each beat. */
export interface WorkerBeat {
  workerId: string;
  /** Shown to administrators. */
  name: string;
  capacity: number;
  isStopping: boolean;
}

/** The right to run a channel: whoever holds the newest generation. */
export interface Lease {
  channelId: string;
  generation: bigint;
}

/** What a beat found of a lease that still is the worker's own. */
export interface KeptLease extends Lease {
  /** false: somebody held its row just then, and it runs out when it would have. */
  isRenewed: boolean;
}

/** A channel that its organisation wants to run, or to be logged out. */
export interface WantedChannel extends SharedChannel {
  organizationId: string;
  isDefault: boolean;
  /** The organisation's oldest number. */
  isFirst: boolean;
  /** Its owner has not renewed the lease in time; nobody has taken it yet. */
  isExpired: boolean;
  status: string;
  errorCode: string | null;
  /** Since the session last changed, by the database's clock. */
  unchangedMs: number;
  pairingPhone: string | null;
}

export interface Fleet {
  workers: SharingWorker[];
  channels: WantedChannel[];
}

const leaseRow = z.object({ channelId: z.string(), generation: z.bigint() });
const keptRow = leaseRow.extend({ isRenewed: z.boolean() });
const workerRow = z.object({ workerId: z.string(), capacity: z.number() });
const channelRow = z.object({
  channelId: z.string(),
  ownerId: z.string().nullable(),
  preferredWorkerId: z.string().nullable(),
  organizationId: z.string(),
  isDefault: z.boolean(),
  isFirst: z.boolean(),
  desiredState: z.enum(['RUNNING', 'LOGGED_OUT']),
  isExpired: z.boolean(),
  status: z.string(),
  errorCode: z.string().nullable(),
  unchangedMs: z.number(),
  pairingPhone: z.string().nullable(),
});

/** Rows are held for moments, on a busy machine for one after the other: a beat tries for this share of a lease to meet them free. */
const RENEWING_SHARE = 1 / 20;
const BETWEEN_RENEWALS_MS = 30;

/**
 * So much longer a number that is being linked is left to a worker that does not renew its lease: another one has no login
 * of it, and could only ask for a code once more, while somebody holds the phone to the one that is shown.
 */
const LINKING_SECONDS = 20;

/**
 * The rows that say who runs what. Every instant in them is the database's own, so that workers' clocks do not matter.
 * A lease that has run out and was not taken by anybody still is its owner's: only a new generation ends it.
 */
export class LeaseStore {
  readonly #system: Database['system'];
  readonly #ttlMs: number;

  constructor(system: Database['system'], ttlMs: number) {
    this.#system = system;
    this.#ttlMs = ttlMs;
  }

  /**
   * Says that the worker lives, and renews what it holds; gives those leases that still are its own. A fenced transaction
   * holds its lease's row, perhaps while it waits for others: the other leases must not run out meanwhile.
   */
  async beat(worker: WorkerBeat, held: readonly Lease[]): Promise<KeptLease[]> {
    const { workerId, name, capacity, isStopping } = worker;
    await this.#system.$executeRaw`
      INSERT INTO workers (id, name, capacity, is_stopping, heartbeat_at)
      VALUES (${workerId}::uuid, ${name}, ${capacity}, ${isStopping}, now())
      ON CONFLICT (id) DO UPDATE SET name = ${name}, capacity = ${capacity}, is_stopping = ${isStopping}, heartbeat_at = now()`;
    const generations = new Map(held.map(({ channelId, generation }) => [channelId, generation]));
    const kept = new Map<string, KeptLease>();
    const untilMs = performance.now() + this.#ttlMs * RENEWING_SHARE;
    let open = [...generations.keys()];
    while (open.length > 0) {
      const rows = await this.#renew(workerId, open);
      for (const lease of rows) {
        if (generations.get(lease.channelId) === lease.generation) kept.set(lease.channelId, lease);
      }
      open = rows.flatMap(({ channelId, isRenewed }) => (isRenewed ? [] : [channelId]));
      if (open.length === 0 || performance.now() >= untilMs) break;
      await delay(BETWEEN_RENEWALS_MS);
    }
    return [...kept.values()];
  }

  async #renew(workerId: string, ids: string[]): Promise<KeptLease[]> {
    return z.array(keptRow).parse(
      await this.#system.$queryRaw`
        WITH mine AS (
          SELECT channel_id, generation FROM channel_leases
          WHERE worker_id = ${workerId}::uuid AND channel_id = ANY(${ids}::uuid[])
        ), free AS MATERIALIZED (
          SELECT channel_id FROM channel_leases
          WHERE worker_id = ${workerId}::uuid AND channel_id = ANY(${ids}::uuid[])
          ORDER BY channel_id FOR NO KEY UPDATE SKIP LOCKED
        ), renewed AS (
          UPDATE channel_leases l SET expires_at = ${this.#expiry()} FROM free WHERE l.channel_id = free.channel_id
          RETURNING l.channel_id
        )
        SELECT channel_id AS "channelId", generation, channel_id IN (SELECT channel_id FROM renewed) AS "isRenewed" FROM mine`,
    );
  }

  /** All that takes part in the sharing, and every channel that somebody wants something of. */
  async fleet(): Promise<Fleet> {
    const [workers, channels] = await Promise.all([
      this.#system.$queryRaw`
        SELECT id::text AS "workerId", capacity FROM workers
        WHERE NOT is_stopping AND heartbeat_at > now() - make_interval(secs => ${this.#ttlMs / 1000})`,
      this.#system.$queryRaw`
        SELECT c.id::text AS "channelId",
          CASE WHEN l.expires_at > now() OR ${IS_BEING_LINKED} THEN l.worker_id::text END AS "ownerId",
          COALESCE(l.expires_at <= now(), false) AS "isExpired",
          l.preferred_worker_id::text AS "preferredWorkerId",
          c.organization_id::text AS "organizationId", c.is_default AS "isDefault",
          NOT EXISTS (SELECT 1 FROM channels o WHERE o.organization_id = c.organization_id AND o.type = c.type AND o.id < c.id)
            AS "isFirst",
          c.desired_state::text AS "desiredState", COALESCE(s.status::text, 'DISCONNECTED') AS status,
          COALESCE(EXTRACT(EPOCH FROM now() - s.updated_at) * 1000, 0)::float8 AS "unchangedMs", s.error_code AS "errorCode", s.pairing_phone AS "pairingPhone"
        FROM channels c
        LEFT JOIN channel_leases l ON l.channel_id = c.id
        LEFT JOIN whatsapp_sessions s ON s.channel_id = c.id
        WHERE c.type = 'WHATSAPP' AND c.desired_state <> 'STOPPED'`,
    ]);
    return { workers: z.array(workerRow).parse(workers), channels: z.array(channelRow).parse(channels) };
  }

  /** Takes what nobody holds, or no longer holds; gives what was got. Waits for nobody: the next look comes in a second. */
  async acquire(workerId: string, channelIds: readonly string[]): Promise<Lease[]> {
    if (channelIds.length === 0) return [];
    const rows = await this.#system.$queryRaw`
      WITH free AS MATERIALIZED (
        SELECT channel_id FROM channel_leases
        WHERE channel_id = ANY(${[...channelIds]}::uuid[])
          AND (worker_id IS NULL OR expires_at IS NULL OR expires_at <= now() OR worker_id = ${workerId}::uuid)
        ORDER BY channel_id FOR NO KEY UPDATE SKIP LOCKED
      ), taken AS (
        UPDATE channel_leases l
        SET worker_id = ${workerId}::uuid, generation = l.generation + 1, expires_at = ${this.#expiry()}, acquired_at = now()
        FROM free WHERE l.channel_id = free.channel_id
        RETURNING l.channel_id, l.generation
      ), made AS (
        INSERT INTO channel_leases (channel_id, worker_id, generation, expires_at, acquired_at)
        SELECT id, ${workerId}::uuid, 1, ${this.#expiry()}, now() FROM unnest(${[...channelIds].sort()}::uuid[]) AS id
        ON CONFLICT (channel_id) DO NOTHING
        RETURNING channel_id, generation
      )
      SELECT channel_id AS "channelId", generation FROM taken
      UNION ALL SELECT channel_id, generation FROM made`;
    return z.array(leaseRow).parse(rows);
  }

  /** Lets go of a channel, so that another worker can take it at once. */
  async release(workerId: string, { channelId, generation }: Lease): Promise<void> {
    await this.#system.$executeRaw`
      UPDATE channel_leases SET worker_id = NULL, expires_at = NULL
      WHERE channel_id = ${channelId}::uuid AND worker_id = ${workerId}::uuid AND generation = ${generation}`;
  }

  /** The worker takes its leave: it holds nothing any more. */
  async leave(workerId: string): Promise<void> {
    await this.#system.$executeRaw`DELETE FROM workers WHERE id = ${workerId}::uuid`;
  }

  /** Forgets workers that have not been heard of for a day. */
  async forgetDead(): Promise<void> {
    await this.#system.$executeRaw`DELETE FROM workers WHERE heartbeat_at < now() - interval '1 day'`;
  }

  #expiry(): Prisma.Sql {
    return Prisma.sql`now() + make_interval(secs => ${this.#ttlMs / 1000})`;
  }
}

/** What came of a code is kept by then, or not at all: on a disk alone, for instance, no copy is made. */
const KEPT_SECONDS = 60;

/** Of lease l, session s and channel c: a code is shown, or what came of one is not kept yet. */
const IS_BEING_LINKED = Prisma.sql`(
  c.desired_state = 'RUNNING'
    AND (s.status = 'QR_CODE_PENDING' OR s.status = 'CONNECTED'
      AND s.last_connected_at > now() - make_interval(secs => ${KEPT_SECONDS}))
    AND l.expires_at > now() - make_interval(secs => ${LINKING_SECONDS})
    AND NOT EXISTS (SELECT FROM whatsapp_session_archives a WHERE a.channel_id = c.id AND a.rejected_at IS NULL))`;
