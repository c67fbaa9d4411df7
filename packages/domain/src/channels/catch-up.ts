import type { Scope } from '@soul-kg-crm/database';
import { written } from '../inbound/written.ts';
import { isOtherNumber, isUntoldNumber } from './is-other-number.ts';
import { sessionOf } from './sessions.ts';

/**
 * So far before the newest known message reading begins again: messages reach us out of order. What is known already is
 * recognised by its id.
 */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * From when on messages may have been missed, in a connection of `phoneNumber` that began at `startedMs`; kept until
 * `endCatchUp`, because a catch-up that is cut off leaves gaps behind what came live. Never from before the number was
 * linked: its history is the import's business, and what its owner wrote before is nobody's; null where nothing is recorded
 * of its linking. Throws where it cannot be told yet whose number it is: ask again when it is known.
 */
export async function beginCatchUp(
  scope: Scope,
  channelId: string,
  { phoneNumber, startedMs }: { phoneNumber: string; startedMs: number },
): Promise<number | null> {
  const { accountSince, catchUpFrom, ...session } = await sessionOf(scope, channelId);
  if (!accountSince) return null;
  if (isUntoldNumber(session.phoneNumber, phoneNumber)) throw new NumberUnknownError();
  if (isOtherNumber(session.phoneNumber, phoneNumber)) return null;
  if (catchUpFrom) return wholeSecond(Math.max(catchUpFrom.getTime(), accountSince.getTime()));
  const newest = await scope.db.message.findFirst({
    // A call may be told before what was written earlier.
    where: { channelId, direction: 'INCOMING', ...written, createdAt: { lt: new Date(startedMs) } },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  });
  const knownUntil = newest?.createdAt.getTime() ?? 0;
  const sinceMs = Math.max(accountSince.getTime(), knownUntil - OVERLAP_MS);
  await keepCatchUpFrom(scope, channelId, new Date(sinceMs));
  return wholeSecond(sinceMs);
}

/** It is not known whether the number is the one that was linked before. */
class NumberUnknownError extends Error {
  override name = 'NumberUnknownError';
}

/** Something that came at `sinceMs` could not be taken: from then on it is to be read anew. */
export async function widenCatchUp(scope: Scope, channelId: string, sinceMs: number): Promise<void> {
  const catchUpFrom = new Date(sinceMs);
  await scope.transaction(async (tx) => {
    await tx.db.whatsAppSession.updateMany({
      where: { channelId, OR: [{ catchUpFrom: null }, { catchUpFrom: { gt: catchUpFrom } }] },
      data: { catchUpFrom, catchUpIncompleteSince: null },
    });
  });
}

/** What is older is not looked for any more. */
const LOOKED_BACK_MS = 14 * 24 * 3_600_000;

/** What connections could not read for so long is given up: a long window takes long, and would keep itself for ever. */
const TRIED_FOR_MS = 48 * 3_600_000;

/**
 * All that came meanwhile was read: what comes from now on is told by the session itself. Where something could not be read
 * (`isComplete` false), the next connection begins where this one did, or as far back as it is worth it; after two days of
 * such readings it begins where it would have without them.
 */
export async function endCatchUp(
  scope: Scope,
  channelId: string,
  isComplete: boolean,
  nowMs = Date.now(),
): Promise<void> {
  if (isComplete) return keepCatchUpFrom(scope, channelId, null);
  const [oldest, now] = [new Date(nowMs - LOOKED_BACK_MS), new Date(nowMs)];
  await scope.transaction(async (tx) => {
    const sessions = tx.db.whatsAppSession;
    const isGivenUp = { channelId, catchUpIncompleteSince: { lte: new Date(nowMs - TRIED_FOR_MS) } };
    await sessions.updateMany({ where: isGivenUp, data: NOTHING_TO_READ });
    await sessions.updateMany({
      where: { channelId, catchUpFrom: { not: null }, catchUpIncompleteSince: null },
      data: { catchUpIncompleteSince: now },
    });
    const where = { channelId, catchUpFrom: { lt: oldest } };
    await sessions.updateMany({ where, data: { catchUpFrom: oldest } });
  });
}

const NOTHING_TO_READ = { catchUpFrom: null, catchUpIncompleteSince: null };

async function keepCatchUpFrom(scope: Scope, channelId: string, catchUpFrom: Date | null): Promise<void> {
  await scope.transaction(async (tx) => {
    const data = { ...NOTHING_TO_READ, catchUpFrom };
    await tx.db.whatsAppSession.updateMany({ where: { channelId }, data });
  });
}

/** WhatsApp's times have whole seconds: a message of the second in which the channel connected counts as after it. */
function wholeSecond(ms: number): number {
  return ms - (ms % 1000);
}
