import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { receivedAck, receivedMessage } from './channel-event.ts';
import { recordAck } from './record-ack.ts';
import { recordMessage } from './record-message.ts';

/**
 * `done`: it had its effect, now or before. `waiting`: an ack whose message is not known yet; it is kept and applied
 * when the message comes, or when it is processed again.
 */
export type InboundOutcome = 'done' | 'waiting';

/** Gives a stored event its effect, once: all of it or nothing. Safe to call twice, also at the same time. */
export async function processInboundEvent(scope: Scope, inboundEventId: string): Promise<InboundOutcome> {
  try {
    return await scope.transaction((tx) => process(tx, inboundEventId));
  } catch (error) {
    await noteFailure(scope, inboundEventId, error instanceof Error ? error.name : 'unknown');
    throw error;
  }
}

async function process(tx: ScopedTransaction, id: string): Promise<InboundOutcome> {
  // The row is taken first: whoever processes the same event meanwhile waits here, and then finds it done.
  const [event] = await tx.db.inboundEvent.updateManyAndReturn({
    where: { id, processedAt: null },
    data: { processedAt: new Date(), attempts: { increment: 1 }, error: null },
  });
  if (!event) return 'done';
  if (event.kind === 'MESSAGE') {
    await recordMessage(tx, event, receivedMessage.parse(event.payload));
    return 'done';
  }
  if (await recordAck(tx, event, receivedAck.parse(event.payload))) return 'done';
  await tx.db.inboundEvent.update({ where: { id }, data: { processedAt: null, error: 'MESSAGE_UNKNOWN' } });
  return 'waiting';
}

/** Only the error's name: its text may quote what a customer wrote. */
async function noteFailure(scope: Scope, id: string, name: string): Promise<void> {
  await scope.db.inboundEvent.updateMany({
    where: { id, processedAt: null },
    data: { attempts: { increment: 1 }, error: name },
  });
}
