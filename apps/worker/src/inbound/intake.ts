import type { ChannelEvent } from '@soul-kg-crm/domain';
import type { WorkerContext } from '../context.ts';
import { IntakeLine } from './intake-line.ts';
import type { Spill } from './spill.ts';
import { type LeftSpill, spillOf, spillsIn, spillsWithin } from './spills.ts';

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
  /**
   * Stores what another worker left in this folder, which is ours now, or within it. Rejects where the folder cannot be
   * read, having begun nothing.
   */
  recover(folder: string): Promise<void>;
}

export interface IntakeOptions {
  /** Where events wait that memory does not hold. */
  spillFolder: string;
  /** So many of a channel wait in memory; 2 000 unless told. */
  mostInMemory?: number;
  /** Nothing of the channel waits any more, but what came since that moment was not all taken. Called again if it rejects. */
  onGap?: (channel: ChannelRef, sinceMs: number) => Promise<void>;
  /** What is not stored by so long after the end goes to the disk; ten seconds unless told. */
  closingMs?: number;
}

const MOST_IN_MEMORY = 2_000;
const CLOSING_MS = 10_000;

/**
 * Brings channel events to the database, each channel's in its own order. While PostgreSQL is away they wait here: the
 * first ones in memory, the others on the disk, and all of them there when the worker ends meanwhile; the next one on this
 * disk stores them. What a full disk does not take is read from WhatsApp again once all of it is stored.
 */
export async function createInboundIntake(
  context: Pick<WorkerContext, 'database' | 'metrics' | 'log'>,
  { spillFolder, mostInMemory = MOST_IN_MEMORY, closingMs = CLOSING_MS, onGap }: IntakeOptions,
): Promise<InboundIntake> {
  const lines = new Map<string, IntakeLine>();
  /** Of others: each has its own file, to which nothing is added. */
  const leftLines: IntakeLine[] = [];
  const ending = new AbortController();
  const lineFor = ({ organizationId, channelId }: ChannelRef, spill: Spill) =>
    new IntakeLine(
      context,
      { organizationId, channelId },
      {
        ...{ spill, mostInMemory, signal: ending.signal },
        onGap: async (sinceMs) => onGap?.({ organizationId, channelId }, sinceMs),
      },
    );
  const lineOf = (channel: ChannelRef) => {
    const line = lines.get(channel.channelId) ?? lineFor(channel, spillOf(spillFolder, channel));
    lines.set(channel.channelId, line);
    return line;
  };
  const recoverLeft = async (left: LeftSpill[]) => {
    for (const { channel, spill } of left) {
      context.log.info({ channelId: channel.channelId }, 'inbound.spill_found');
      const line = lineFor(channel, spill);
      leftLines.push(line);
      await line.recover();
    }
  };
  for (const { channel } of await spillsIn(spillFolder)) {
    context.log.info({ channelId: channel.channelId }, 'inbound.spill_found');
    await lineOf(channel).recover();
  }
  await recoverLeft(await spillsWithin(spillFolder));
  return {
    take: (channel, event) => lineOf(channel).take(event),
    recover: async (folder) => recoverLeft([...(await spillsIn(folder)), ...(await spillsWithin(folder))]),
    [Symbol.asyncDispose]: async () => {
      const timer = setTimeout(() => ending.abort(), closingMs);
      await Promise.all([...lines.values(), ...leftLines].map((line) => line[Symbol.asyncDispose]()));
      clearTimeout(timer);
    },
  };
}
