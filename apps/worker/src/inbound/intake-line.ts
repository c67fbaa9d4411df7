import type { ChannelEvent } from '@soul-kg-crm/domain';
import { isCall } from '@soul-kg-crm/shared/enums';
import type { WorkerContext } from '../context.ts';
import { Wake } from '../runtime/wake.ts';
import type { ChannelRef } from './intake.ts';
import type { Spill } from './spill.ts';
import { storeGroup } from './store-group.ts';

interface LineOptions {
  spill: Spill;
  mostInMemory: number;
  /** Everything that waited is stored, but the disk did not take what came since that moment. */
  onGap: (sinceMs: number) => Promise<void>;
  /** The worker ends: what is not stored by then goes to the disk. */
  signal: AbortSignal;
}

/** What came while the statement before was on its way is stored in one statement. */
const MOST_AT_ONCE = 200;
/** Of what is not read again, so much waits in memory where the disk takes nothing. */
const MOST_TOLD_ONCE = 1_000;
/** Of a disk that cannot be read, or on which nothing can be removed. */
const DISK_RETRY_MS = 10_000;
/** A channel whose events fill more of the disk: the rest stays at WhatsApp and is read when these are stored. */
const MOST_ON_DISK = 256 * 1024 * 1024;

/** The events of one channel that are not stored yet, in their order: the first in memory, the others on the disk. */
export class IntakeLine implements AsyncDisposable {
  readonly #context: Pick<WorkerContext, 'database' | 'metrics' | 'log'>;
  readonly #channel: ChannelRef;
  readonly #options: LineOptions;
  readonly #memory: ChannelEvent[] = [];
  readonly #pause = new Wake();
  #isToRecover = false;
  /** Of the first event that neither memory nor disk took, until it is told. */
  #gapSinceMs: number | null = null;
  #isWorking = false;
  #work: Promise<void> = Promise.resolve();

  constructor(
    context: Pick<WorkerContext, 'database' | 'metrics' | 'log'>,
    channel: ChannelRef,
    options: LineOptions,
  ) {
    this.#context = context;
    this.#channel = channel;
    this.#options = options;
  }

  take(event: ChannelEvent): void {
    const { spill, mostInMemory, signal } = this.#options;
    const hasRoom = spill.isEmpty && this.#memory.length < mostInMemory && !signal.aborted;
    if (hasRoom) {
      this.#memory.push(event);
      this.#context.metrics.waitingEvents.inc();
      this.#pause.call();
    } else if (spill.waitingBytes < MOST_ON_DISK) void this.#spill([event]);
    else this.#notTaken([event], null);
    this.#start();
  }

  /** Goes on with what an earlier process left on the disk; tried again and again where the disk does not give it now. */
  async recover(): Promise<void> {
    this.#isToRecover = true;
    await this.#recoverLeft().catch((err: unknown) => this.#diskFailed(err));
    this.#start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work;
    // Still here: the database did not come back in time. The disk's own events are younger than memory's, but the next
    // process looks at each message's own moment anyway.
    if (this.#memory.length > 0) await this.#spill(this.#memory.splice(0));
    await this.#options.spill.close();
  }

  #start(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#work = this.#drain();
  }

  async #drain(): Promise<void> {
    const { spill, signal } = this.#options;
    while (!signal.aborted) {
      try {
        // What comes meanwhile does not wait for what an earlier process left.
        if (this.#memory.length === 0) await this.#recoverLeft();
        if (this.#isEmpty) await spill.clear();
        // Something may have come while the file was removed.
        if (this.#isEmpty) {
          await this.#tellGap();
          if (this.#isEmpty) break;
        }
        if (!(await this.#storeNext())) break;
      } catch (err) {
        this.#diskFailed(err);
        await this.#pause.sleep(DISK_RETRY_MS, signal);
      }
    }
    this.#isWorking = false;
  }

  async #recoverLeft(): Promise<void> {
    if (this.#isToRecover) await this.#options.spill.recover();
    this.#isToRecover = false;
  }

  #diskFailed(err: unknown): void {
    this.#context.log.error({ channelId: this.#channel.channelId, err }, 'inbound.disk_failed');
  }

  get #isEmpty(): boolean {
    return this.#memory.length === 0 && this.#options.spill.isEmpty;
  }

  /** false when the worker ended first: memory goes to the disk then, and the disk is read again from the beginning. */
  async #storeNext(): Promise<boolean> {
    const { spill, signal } = this.#options;
    const fromMemory = this.#memory.slice(0, MOST_AT_ONCE);
    const group = fromMemory.length > 0 ? fromMemory : await spill.next(MOST_AT_ONCE);
    if (group.length === 0) return true;
    if (!(await storeGroup(this.#context, this.#channel, group, signal))) return false;
    this.#memory.splice(0, fromMemory.length);
    this.#context.metrics.waitingEvents.dec(fromMemory.length);
    return true;
  }

  async #spill(events: ChannelEvent[]): Promise<void> {
    try {
      await this.#options.spill.append(events);
      this.#start();
    } catch (err) {
      this.#notTaken(events, err);
    }
  }

  #notTaken(events: ChannelEvent[], err: unknown): void {
    const { mostInMemory, signal } = this.#options;
    const room = signal.aborted ? 0 : mostInMemory + MOST_TOLD_ONCE - this.#memory.length;
    const kept = new Set(events.filter(isToldOnce).slice(0, Math.max(0, room)));
    this.#memory.push(...kept);
    this.#context.metrics.waitingEvents.inc(kept.size);
    const left = events.filter((event) => !kept.has(event));
    if (left.length > 0) this.#noteGap(left, err);
    this.#start();
  }

  #noteGap(events: ChannelEvent[], err: unknown): void {
    this.#context.log.error(
      { channelId: this.#channel.channelId, count: events.length, err },
      'inbound.not_taken',
    );
    // What becomes of a message is read with it.
    const moments = events.map((event) => (event.kind === 'message' ? event.message.sentAtMs : Date.now()));
    this.#gapSinceMs = Math.min(this.#gapSinceMs ?? Date.now(), ...moments);
  }

  async #tellGap(): Promise<void> {
    const sinceMs = this.#gapSinceMs;
    if (sinceMs === null) return;
    await this.#options.onGap(sinceMs);
    // What was not taken meanwhile is younger, and was not read yet.
    if (this.#gapSinceMs === sinceMs) this.#gapSinceMs = null;
  }
}

/** No reading tells of a call. */
function isToldOnce(event: ChannelEvent): boolean {
  return event.kind === 'message' && isCall(event.message.kind);
}
