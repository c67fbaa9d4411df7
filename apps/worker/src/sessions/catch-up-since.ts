import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseAway, type Scope } from '@soul-kg-crm/database';
import { beginCatchUp } from '@soul-kg-crm/domain';

const RETRY_MS = 1_000;

/** As beginCatchUp, but waits for a database that is away: a catch-up that is left out is not made up for. */
export async function catchUpSinceWhenKnown(
  scope: Scope,
  channelId: string,
  connection: { phoneNumber: string; startedMs: number },
): Promise<number | null> {
  for (;;) {
    try {
      return await beginCatchUp(scope, channelId, connection);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      await delay(RETRY_MS, undefined, { ref: false });
    }
  }
}
