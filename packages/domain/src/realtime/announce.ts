import type { ScopedTransaction } from '@soul-kg-crm/database';
import { realtimeEvent } from '@soul-kg-crm/shared/realtime';
import type * as z from 'zod';

/** Tells the organisation's dashboards, once the transaction is committed, what to fetch again. */
export async function announce(
  tx: ScopedTransaction,
  ...events: z.input<typeof realtimeEvent>[]
): Promise<void> {
  await tx.outbox.realtime(...events.map((event) => realtimeEvent.parse(event)));
}
