import type { ChannelEvent } from '@soul-kg-crm/domain';
import type { WorkerContext } from '../context.ts';
import { IntakeLine } from './intake-line.ts';
import { channelsWithSpill, spillOf } from './spills.ts';

/** A channel, and whose it is. */
export interface ChannelRef {
  organizationId: string;
  channelId: string;
}

/** A channel that this worker runs, and the lease by which it does. */
export interface OwnedChannel extends ChannelRef {
  leaseGeneration: bigint;
}

export interface InboundIntake extends AsyncDisposable {
  /** Takes an event over; it is stored in its turn. Never throws. */
  take(channel: ChannelRef, event: ChannelEvent): void;
}

export interface IntakeOptions {
  /** Where events wait that memory does not hold. */
  spillFolder: string;
  /** So many of a channel wait in memory; 2 000 unless told. */
  mostInMemory?: number;
  /** What is not stored by so long after the end goes to the disk; ten seconds unless told. */
  closingMs?: number;
}

const MOST_IN_MEMORY = 2_000;
const CLOSING_MS = 10_000;

/**
 * Brings channel events to the database, each channel's in its own order. While PostgreSQL is away they wait here: the
 * first ones in memory, the others on the disk, and all of them there when the worker ends meanwhile; the next one that
 * starts on this disk stores them. Nothing is dropped.
 */
export async function createInboundIntake(
  context: Pick<WorkerContext, 'database' | 'metrics' | 'log'>,
  { spillFolder, mostInMemory = MOST_IN_MEMORY, closingMs = CLOSING_MS }: IntakeOptions,
): Promise<InboundIntake> {
  const lines = new Map<string, IntakeLine>();
  const ending = new AbortController();
  const lineOf = (channel: ChannelRef) => {
    const { organizationId, channelId } = channel;
    const spill = spillOf(spillFolder, channel);
    const line =
      lines.get(channelId) ??
      new IntakeLine(context, { organizationId, channelId }, { spill, mostInMemory, signal: ending.signal });
    lines.set(channelId, line);
    return line;
  };
  for (const channel of await channelsWithSpill(spillFolder)) {
    context.log.info({ channelId: channel.channelId }, 'inbound.spill_found');
    await lineOf(channel).recover();
  }
  return {
    take: (channel, event) => lineOf(channel).take(event),
    [Symbol.asyncDispose]: async () => {
      const timer = setTimeout(() => ending.abort(), closingMs);
      await Promise.all([...lines.values()].map((line) => line[Symbol.asyncDispose]()));
      clearTimeout(timer);
    },
  };
}
