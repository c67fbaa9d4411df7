import { setTimeout as delay } from 'node:timers/promises';
import type { Scope } from '@soul-kg-crm/database';
import { countStored, recordSessionFacts } from '@soul-kg-crm/domain';

/** What has just been read is stored a moment later. */
const PAUSES_MS = [1_000, 4_000, 15_000, 30_000];

/** Compares what the phone has with what is stored, and records how much is missing: the aim is none. */
export async function countMissing(
  scope: Scope,
  channelId: string,
  onPhone: string[],
  pausesMs = PAUSES_MS,
): Promise<number> {
  let missing = onPhone.length;
  for (const pauseMs of pausesMs) {
    await delay(pauseMs, undefined, { ref: false });
    missing = onPhone.length - (await countStored(scope, channelId, onPhone));
    if (missing === 0) break;
  }
  const completeness = { phoneMessages: onPhone.length, missingMessages: missing };
  await recordSessionFacts(scope, channelId, { completeness });
  return missing;
}
