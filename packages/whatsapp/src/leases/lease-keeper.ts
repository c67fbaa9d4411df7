import type { Fleet, Lease, LeaseStore, WantedChannel, WorkerBeat } from './lease-store.ts';
import { shareOf } from './share-channels.ts';

export interface LeaseKeeperOptions {
  store: LeaseStore;
  worker: Omit<WorkerBeat, 'isStopping'>;
  ttlMs: number;
  /** Monotonic, milliseconds. */
  now?: () => number;
  /** The day's time, milliseconds: it goes on while a machine sleeps, when the monotonic one stands still. */
  wallNow?: () => number;
}

/** What one look at the rows means for this worker. */
export interface LeaseView {
  /** Wanted channels that this worker holds, with the generation by which it does. */
  held: (WantedChannel & Lease)[];
  /** Gone to another worker: to be closed at once, without a word. */
  lost: Lease[];
  /** To be closed in order and released, because another worker has less than its share. */
  handOver: Lease[];
  /** Held, and nobody wants anything of them any more. */
  unwanted: Lease[];
}

/** By both clocks. */
interface Moment {
  ms: number;
  wallMs: number;
}

/** After a time in which the database was away, the owners of leases that ran out meanwhile get so long to renew them. */
const GRACE_MS = 3_000;

/** Keeps this worker's leases, and takes and gives up channels so that all workers run their share. */
export class LeaseKeeper {
  readonly #options: Required<LeaseKeeperOptions>;
  #held = new Map<string, Lease>();
  /** By the channel's id: until when nobody else can have taken it. */
  readonly #freshUntil = new Map<string, Moment>();
  /** The database was asked last, and the time of a lease from then. */
  #reachedUntil: Moment = { ms: Number.NEGATIVE_INFINITY, wallMs: Number.NEGATIVE_INFINITY };
  /** Not told yet: the look that found it may have broken off. */
  #lost: Lease[] = [];
  #steadySinceMs = Number.POSITIVE_INFINITY;
  #isStopping = false;

  constructor(options: LeaseKeeperOptions) {
    this.#options = { now: () => performance.now(), wallNow: () => Date.now(), ...options };
  }

  lease(channelId: string): Lease | null {
    return this.#held.get(channelId) ?? null;
  }

  /** Whether nobody else can have taken the channel yet, by this machine's own clocks alone. */
  isFresh(channelId: string): boolean {
    const { now, wallNow } = this.#options;
    const until = this.#held.has(channelId) ? this.#freshUntil.get(channelId) : undefined;
    return until !== undefined && now() < until.ms && wallNow() < until.wallMs;
  }

  /** From now on nothing is taken any more; others take what is released. */
  stopTaking(): void {
    this.#isStopping = true;
  }

  /**
   * Renews, looks, takes. `isRunnable`: whether a channel that nobody runs is to be taken up. `isMovable`: whether one
   * that this worker runs can be handed over now.
   */
  async look(
    isRunnable: (channel: WantedChannel) => boolean,
    isMovable: (channelId: string) => boolean = () => true,
  ): Promise<LeaseView> {
    const { store } = this.#options;
    await this.#renew();
    const { workers, channels } = await store.fleet();
    const sharing = channels.filter((channel) => channel.ownerId !== null || isRunnable(channel));
    const { take, handOver } = this.#isStopping
      ? NOTHING
      : this.#shareOf({ workers, channels: sharing }, isMovable);
    for (const lease of await store.acquire(this.#options.worker.workerId, take)) {
      this.#held.set(lease.channelId, lease);
      this.#freshUntil.set(lease.channelId, this.#reachedUntil);
    }
    const wanted = new Map(channels.map((channel) => [channel.channelId, channel]));
    const leases = [...this.#held.values()];
    const lost = this.#lost;
    this.#lost = [];
    return {
      held: leases.flatMap((lease) => {
        const channel = wanted.get(lease.channelId);
        return channel ? [{ ...channel, ...lease }] : [];
      }),
      lost,
      handOver: leases.filter(({ channelId }) => handOver.includes(channelId)),
      unwanted: leases.filter(({ channelId }) => !wanted.has(channelId)),
    };
  }

  /** Lets go of a channel that is closed. */
  async release(lease: Lease): Promise<void> {
    if (this.#held.get(lease.channelId)?.generation === lease.generation) this.#held.delete(lease.channelId);
    await this.#options.store.release(this.#options.worker.workerId, lease);
  }

  /** The end: whatever is still held is free for others. */
  async leave(): Promise<void> {
    this.#held.clear();
    await this.#options.store.leave(this.#options.worker.workerId);
  }

  async #renew(): Promise<void> {
    const { store, worker, ttlMs, now, wallNow } = this.#options;
    const [askedMs, askedWallMs] = [now(), wallNow()];
    const held = [...this.#held.values()];
    const kept = await store.beat({ ...worker, isStopping: this.#isStopping }, held);
    if (askedMs > this.#reachedUntil.ms) this.#steadySinceMs = askedMs;
    // Counted from before the question: the database's clock cannot have started earlier.
    this.#reachedUntil = { ms: askedMs + ttlMs, wallMs: askedWallMs + ttlMs };
    for (const { channelId, isRenewed } of kept) {
      if (isRenewed) this.#freshUntil.set(channelId, this.#reachedUntil);
    }
    const keptIds = new Set(kept.map(({ channelId }) => channelId));
    // What was released while the question was on its way is neither kept nor lost.
    for (const lease of held) {
      if (keptIds.has(lease.channelId) || this.#held.get(lease.channelId) !== lease) continue;
      this.#held.delete(lease.channelId);
      this.#lost.push(lease);
    }
  }

  #shareOf({ workers, channels }: Fleet, isMovable: (channelId: string) => boolean) {
    const { worker, now } = this.#options;
    const isSteady = now() - this.#steadySinceMs >= GRACE_MS;
    const shared = channels.map((channel) => {
      if (this.#held.has(channel.channelId)) return { ...channel, ownerId: worker.workerId };
      // An earlier life of this worker held it.
      if (channel.ownerId === worker.workerId) return { ...channel, ownerId: null };
      return isSteady || !channel.isExpired ? channel : { ...channel, ownerId: EXPIRED };
    });
    return shareOf(worker.workerId, workers, shared, isMovable);
  }
}

const NOTHING = { take: [] as string[], handOver: [] as string[] };
/** Nobody who takes part in the sharing. */
const EXPIRED = 'expired';
