import { type InboundEvent, isDatabaseAway, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';
import {
  receivedAck,
  receivedChange,
  receivedEdit,
  receivedMessage,
  receivedReaction,
} from './channel-event.ts';
import { errorName } from './error-name.ts';
import { recordAck } from './record-ack.ts';
import { recordEdit, recordRevoked } from './record-change.ts';
import { recordMessage } from './record-message.ts';
import { recordReaction } from './record-reaction.ts';

/** After so many attempts, some hours in all, an event becomes a dead letter. */
export const MAX_INBOUND_ATTEMPTS = 12;

/**
 * `done`: it had its effect, now or before. `waiting`: an ack, or a change, whose message is not known yet; it is kept and
 * applied when an own message comes, or when it is processed again.
 */
export type InboundOutcome = 'done' | 'waiting';

/** Gives a stored event its effect, once: all of it or nothing. Safe to call twice, also at the same time. */
export async function processInboundEvent(scope: Scope, inboundEventId: string): Promise<InboundOutcome> {
  try {
    return await scope.transaction((tx) => process(tx, inboundEventId));
  } catch (error) {
    // Trouble with the database is no fault of the event's: an hour of it would make dead letters of all that came.
    // Where it cannot be noted, there is trouble again; what the caller is told is what happened before.
    if (!isDatabaseAway(error)) await noteFailure(scope, inboundEventId, error).catch(() => {});
    throw error;
  }
}

async function process(tx: ScopedTransaction, id: string): Promise<InboundOutcome> {
  // The row is taken first: whoever processes the same event meanwhile waits here, and then finds it done.
  const [event] = await tx.db.inboundEvent.updateManyAndReturn({
    where: { id, processedAt: null, failedAt: null },
    data: { processedAt: new Date(), attempts: { increment: 1 }, error: null },
  });
  if (!event) return 'done';
  if (event.kind === 'MESSAGE') {
    await recordMessage(tx, event, receivedMessage.parse(event.payload));
    return 'done';
  }
  if (await recordNews(tx, event)) return 'done';
  await tx.db.inboundEvent.update({ where: { id }, data: { processedAt: null, error: 'MESSAGE_UNKNOWN' } });
  return 'waiting';
}

/** What becomes of a message that is known; false where it is not. */
function recordNews(tx: ScopedTransaction, event: InboundEvent): Promise<boolean> {
  if (event.kind === 'EDIT') return recordEdit(tx, event, receivedEdit.parse(event.payload));
  if (event.kind === 'REVOKED') return recordRevoked(tx, event, receivedChange.parse(event.payload));
  if (event.kind === 'REACTION') return recordReaction(tx, event, receivedReaction.parse(event.payload));
  return recordAck(tx, event, receivedAck.parse(event.payload));
}

/**
 * Only the error's name: its text may quote what a customer wrote. A payload that is not understood will not be understood
 * at the next attempt either; an ack without its message is not among these, it waits.
 */
async function noteFailure(scope: Scope, id: string, error: unknown): Promise<void> {
  const name = errorName(error);
  const isHopeless = error instanceof z.ZodError;
  await scope.transaction(async (tx) => {
    const [event] = await tx.db.inboundEvent.updateManyAndReturn({
      where: { id, processedAt: null, failedAt: null },
      data: { attempts: { increment: 1 }, error: name },
    });
    if (!event || (!isHopeless && event.attempts < MAX_INBOUND_ATTEMPTS)) return;
    await tx.db.inboundEvent.update({ where: { id }, data: { failedAt: new Date() } });
    await announce(tx, { kind: 'queues.updated', organizationId: scope.organizationId });
  });
}
