import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { ChannelRef } from './intake.ts';
import { Spill } from './spill.ts';

const leftBehind = z
  .string()
  .regex(/^[\da-f-]{36}\.[\da-f-]{36}\.jsonl$/)
  .transform((name) => name.split('.'))
  .pipe(z.tuple([z.uuid(), z.uuid(), z.literal('jsonl')]));

/** Where each channel's events wait that memory does not hold. */
export function spillOf(folder: string, { organizationId, channelId }: ChannelRef): Spill {
  return new Spill(path.join(folder, `${organizationId}.${channelId}.jsonl`));
}

/** Events of a channel that an earlier process left behind. */
export interface LeftSpill {
  channel: ChannelRef;
  spill: Spill;
}

/** What was left in a folder itself. */
export async function spillsIn(folder: string): Promise<LeftSpill[]> {
  const names = await readdir(folder).catch(noneIfGone);
  return names.flatMap((name) => {
    const parsed = leftBehind.safeParse(name);
    if (!parsed.success) return [];
    const channel = { organizationId: parsed.data[0], channelId: parsed.data[1] };
    return [{ channel, spill: spillOf(folder, channel) }];
  });
}

/** What was left in the folders within it, at whatever depth: each adopted one (see adoptWaiting) may have adopted others. */
export async function spillsWithin(folder: string): Promise<LeftSpill[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noneIfGone);
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  const found = await Promise.all(inner.flatMap((one) => [spillsIn(one), spillsWithin(one)]));
  return found.flat();
}

/** A folder that is not there has nothing in it; one that cannot be read may have. */
function noneIfGone(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
