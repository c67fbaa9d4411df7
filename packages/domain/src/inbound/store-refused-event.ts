import type { Prisma, Scope } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { asStorable } from '@soul-kg-crm/shared/storable-text';
import * as z from 'zod';
import { announce } from '../realtime/announce.ts';
import { type ChannelEvent, eventIdAt, providerEventIdOf, STORED_KIND, toldBy } from './channel-event.ts';
import { errorName } from './error-name.ts';

/**
 * Keeps an event that could not be stored as what it is, as a dead letter: with its payload where PostgreSQL takes it, else
 * without. False where it is known already.
 */
export async function storeRefusedEvent(
  scope: Scope,
  channelId: string,
  event: ChannelEvent,
  reason: unknown,
): Promise<boolean> {
  const row = refusedRow(channelId, event, errorName(reason));
  try {
    return await keep(scope, row);
  } catch {
    return keep(scope, { ...row, id: newId(), payload: {} });
  }
}

async function keep(scope: Scope, row: Prisma.InboundEventCreateManyInput): Promise<boolean> {
  return scope.transaction(async (tx) => {
    const { count } = await tx.db.inboundEvent.createMany({ data: [row], skipDuplicates: true });
    if (count > 0) await announce(tx, { kind: 'queues.updated', organizationId: scope.organizationId });
    return count > 0;
  });
}

function refusedRow(
  channelId: string,
  event: ChannelEvent,
  error: string,
): Prisma.InboundEventCreateManyInput {
  const told = toldBy(event);
  return {
    id: idOf(event, told),
    channelId,
    kind: STORED_KIND[event.kind],
    providerEventId: nameOf(event) ?? `refused/${newId()}`,
    payload: storable(told),
    error,
    failedAt: new Date(),
  };
}

const named = z.object({ providerMessageId: z.string().min(1).max(500) });
const stamped = z.object({ sentAtMs: z.number().positive().max(Number.MAX_SAFE_INTEGER) });
const json = z.record(z.string(), z.json());

/** The name under which it would have been stored; null where it lacks what that is made of. */
function nameOf(event: ChannelEvent): string | null {
  try {
    return named.safeParse(toldBy(event)).success ? asStorable(providerEventIdOf(event)) : null;
  } catch {
    return null;
  }
}

/** The message will have its event's id: where the moment can be read, it stands in the thread where it belongs. */
function idOf(event: ChannelEvent, told: unknown): string {
  const { data } = stamped.safeParse(told);
  return data ? eventIdAt(event, data.sentAtMs, Date.now()) : newId();
}

/** As JSON that PostgreSQL can keep; nothing where it is none at all. */
function storable(told: unknown): Prisma.InputJsonValue {
  try {
    const text = JSON.stringify(told, (_, value: unknown) =>
      typeof value === 'string' ? asStorable(value) : value,
    );
    return json.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
