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

/** The channels of which an earlier process left events behind. */
export async function channelsWithSpill(folder: string): Promise<ChannelRef[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const parsed = leftBehind.safeParse(name);
    return parsed.success ? [{ organizationId: parsed.data[0], channelId: parsed.data[1] }] : [];
  });
}
