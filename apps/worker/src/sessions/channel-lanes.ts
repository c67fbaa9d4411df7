import type { JobWorker } from '@soul-kg-crm/queue';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import type { WorkerContext } from '../context.ts';
import type { OwnedChannel } from '../inbound/intake.ts';
import { openLookUpLane } from '../inbound/look-up-lane.ts';
import { openMediaLane } from '../inbound/media-lane.ts';
import { openSendLane } from '../outbound/send-lane.ts';
import { type SweptChannel, sweepChannel } from '../outbound/sweep-channel.ts';
import { StuckWatch } from './stuck-watch.ts';

interface Lanes {
  channel: OwnedChannel;
  workers: JobWorker[];
  /** Those for which the sweep finds what is still to be done. */
  watched: WatchedWorker[];
  /** The channel is connected. */
  isOpen: boolean;
  /** Its workers take jobs. */
  isAtWork: boolean;
  /** They will, once the sweep is done. */
  isBeginning: boolean;
}

interface WatchedWorker {
  worker: JobWorker;
  watch: StuckWatch;
  work: keyof SweptChannel;
}

const SWEEP_QUIET_MS = 30_000;

/** The queues of the channels that this worker holds: at work while their channel is connected, paused while it is not. */
export class ChannelLanes implements AsyncDisposable {
  readonly #context: WorkerContext;
  readonly #clientOf: (channelId: string) => WhatsAppClient | null;
  readonly #lanes = new Map<string, Lanes>();
  readonly #closing = new Set<Promise<unknown>>();
  #isEnding = false;

  constructor(context: WorkerContext, clientOf: (channelId: string) => WhatsAppClient | null) {
    this.#context = context;
    this.#clientOf = clientOf;
  }

  /** The channel has connected: first what the database knows is unfinished, then what comes. */
  open(channel: OwnedChannel): void {
    if (this.#isEnding) return;
    const lanes = this.#lanesOf(channel);
    if (lanes.isOpen) return;
    lanes.isOpen = true;
    void this.#begin(lanes);
  }

  pause(channelId: string): void {
    const lanes = this.#lanes.get(channelId);
    if (!lanes?.isOpen) return;
    lanes.isOpen = false;
    pause(lanes);
  }

  /**
   * Stands still while this worker may not use a channel that is connected: cut off from PostgreSQL, it cannot know whether
   * another one runs it by now, whose jobs they are then.
   */
  heedLeases(): void {
    for (const [channelId, lanes] of this.#lanes) {
      const mayWork = lanes.isOpen && this.#clientOf(channelId) !== null;
      if (mayWork && !lanes.isAtWork) void this.#begin(lanes);
      if (!mayWork && lanes.isAtWork) pause(lanes);
    }
  }

  /** Takes nothing more for the channel; settles when what is at work is finished. */
  async close(channelId: string): Promise<void> {
    const lanes = this.#lanes.get(channelId);
    if (!lanes) return;
    this.#lanes.delete(channelId);
    lanes.isOpen = false;
    const closing = Promise.allSettled(lanes.workers.map((worker) => worker.close()));
    this.#closing.add(closing);
    await closing;
    this.#closing.delete(closing);
  }

  /** Looks after what was forgotten: jobs that Redis lost, sends whose outcome could not be told before. */
  async sweepOpen(): Promise<void> {
    for (const lanes of this.#lanes.values()) {
      if (!lanes.isAtWork) continue;
      const found = await this.#sweep(lanes, SWEEP_QUIET_MS);
      // Each of them is asked: a watch that misses a sweep would take an old moment for the last one.
      const stuck = lanes.watched.filter(({ worker, watch, work }) => watch.isStuck(found[work], worker));
      if (lanes.isOpen && stuck.length > 0) this.#replace(lanes);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true;
    await Promise.all([...this.#lanes.keys()].map((channelId) => this.close(channelId)));
    await Promise.all(this.#closing);
  }

  /**
   * Of this very lease: what was opened by a late report of an earlier one could claim nothing any more, and would let
   * every message fail.
   */
  #lanesOf(channel: OwnedChannel): Lanes {
    const existing = this.#lanes.get(channel.channelId);
    if (existing?.channel.leaseGeneration === channel.leaseGeneration) return existing;
    void this.close(channel.channelId);
    return this.#create(channel);
  }

  #create(channel: OwnedChannel): Lanes {
    const clientOf = () => this.#clientOf(channel.channelId);
    const sends = openSendLane(this.#context, channel, clientOf);
    const files = openMediaLane(this.#context, channel, clientOf);
    const workers = [sends, files, openLookUpLane(this.#context, channel, clientOf)];
    const watched: WatchedWorker[] = [
      { worker: sends, watch: new StuckWatch(), work: 'messages' },
      { worker: files, watch: new StuckWatch(), work: 'files' },
    ];
    const lanes = { channel, workers, watched, isOpen: false, isAtWork: false, isBeginning: false };
    this.#lanes.set(channel.channelId, lanes);
    return lanes;
  }

  async #begin(lanes: Lanes): Promise<void> {
    if (lanes.isBeginning) return;
    lanes.isBeginning = true;
    await this.#sweep(lanes, 0);
    lanes.isBeginning = false;
    if (lanes.isOpen && !lanes.isAtWork) resume(lanes);
  }

  /** A queue with work in it on which nothing moves: whatever holds it up is left behind with its connection. */
  #replace({ channel }: Lanes): void {
    this.#context.log.error({ channelId: channel.channelId }, 'channel.lane_stuck');
    void this.close(channel.channelId);
    this.open(channel);
  }

  async #sweep({ channel }: Lanes, quietForMs: number): Promise<SweptChannel> {
    const { channelId } = channel;
    try {
      const found = await sweepChannel(this.#context, channel, quietForMs);
      const count = found.messages + found.files;
      if (count > 0) this.#context.log.info({ channelId, count }, 'channel.swept');
      return found;
    } catch (err) {
      this.#context.log.warn({ channelId, err }, 'channel.sweep_failed');
      return { messages: 0, files: 0 };
    }
  }
}

function resume(lanes: Lanes): void {
  lanes.isAtWork = true;
  for (const worker of lanes.workers) worker.resume();
}

function pause(lanes: Lanes): void {
  lanes.isAtWork = false;
  for (const worker of lanes.workers) worker.pause();
}
