import type { Prisma, Scope } from '@soul-kg-crm/database';
import { DOWNLOAD_FAILED, sendMessageJob } from '@soul-kg-crm/domain';
import { downloadMedia, type JobToAdd } from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';
import type { ChannelRef } from '../inbound/intake.ts';

/** What was still to be done on a channel. */
export interface SweptChannel {
  messages: number;
  files: number;
}

const BATCH = 1_000;
/** What nobody could tell of for so long is seldom known a moment later: then it is looked for so often only. */
const OPEN_LONG_MS = 3_600_000;
const OPEN_LONG_QUIET_MS = 10 * 60_000;
/** A file that WhatsApp did not hand out is asked for so often again, and for so long. */
const REFUSED_QUIET_MS = 20 * 60_000;
const REFUSED_DAYS = 3;
const REFUSED_BATCH = 20;
/** So far machines' clocks may well differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Puts on the queues what the database says is still to be done on a channel: answers that have not left, or of which it
 * is not known, and files that have not come. `quietForMs`: only what nobody has touched for so long, 0 right after the
 * channel has connected.
 */
export async function sweepChannel(
  { database, queues }: Pick<WorkerContext, 'database' | 'queues'>,
  channel: ChannelRef,
  quietForMs: number,
): Promise<SweptChannel> {
  const { organizationId, channelId } = channel;
  const scope = database.forOrganization(organizationId);
  const untouched = untouchedFor(quietForMs);
  const unsent = await scope.db.message.findMany({
    where: { channelId, stage: 'WAITING', ...untouched, ...(quietForMs > 0 && { NOT: openForLong() }) },
    // An answer must not wait behind a batch of bulk, which takes an hour and more.
    orderBy: [{ priority: 'desc' }, { id: 'asc' }],
    take: BATCH,
    select: { id: true, channelId: true, priority: true },
  });
  const missing = await scope.db.message.findMany({
    // Sent on the phone itself as well; what was uploaded here is there.
    where: { channelId, media: { status: 'PENDING', ...untouched } },
    orderBy: { id: 'desc' },
    take: BATCH,
    select: { id: true, mediaId: true },
  });
  const sends: JobToAdd[] = unsent.map((message) => ({
    ...sendMessageJob(organizationId, message),
    ...SWEPT,
  }));
  const refused = missing.length > 0 ? [] : await refusedFiles(scope, channelId, quietForMs);
  const downloads: JobToAdd[] = [];
  for (const { id: messageId, mediaId } of [...missing, ...refused]) {
    if (!mediaId) continue;
    downloads.push({ ...downloadMedia.of({ organizationId, channelId, mediaId, messageId }), ...SWEPT });
  }
  await queues.add([...sends, ...downloads]);
  // Those were settled before: that they stay so is no sign of a lane that stands still.
  return { messages: sends.length, files: downloads.length - refused.length };
}

/** Files that WhatsApp did not hand out, newest first and few at a time: none of them holds up what has just come. */
function refusedFiles(scope: Scope, channelId: string, quietForMs: number) {
  const nowMs = Date.now();
  const untouched = untouchedFor(quietForMs > 0 ? REFUSED_QUIET_MS : 0);
  return scope.db.message.findMany({
    where: {
      channelId,
      createdAt: { gt: new Date(nowMs - REFUSED_DAYS * 86_400_000) },
      media: { status: 'FAILED', errorMessage: DOWNLOAD_FAILED, ...untouched },
    },
    orderBy: { id: 'desc' },
    take: REFUSED_BATCH,
    select: { id: true, mediaId: true },
  });
}

/**
 * A message that only the page has: it may leave, or be gone, with the page's next start, after which everything is looked
 * for. It is never given up, since whoever then sends it again might send it twice.
 */
function openForLong(): Prisma.MessageWhereInput {
  const nowMs = Date.now();
  return {
    status: 'UNCONFIRMED',
    claimedAt: { lt: new Date(nowMs - OPEN_LONG_MS) },
    NOT: untouchedFor(OPEN_LONG_QUIET_MS),
  };
}

/**
 * Not touched for so long; 0: whenever it was. A moment that is still to come was told by a clock that has been set back
 * since, and says nothing.
 */
function untouchedFor(ms: number) {
  if (ms === 0) return {};
  const nowMs = Date.now();
  const [from, until] = [new Date(nowMs - ms), new Date(nowMs + CLOCKS_APART_MS)];
  return { OR: [{ updatedAt: { lte: from } }, { updatedAt: { gt: until } }] };
}

const SWEPT = { key: 'sweep', isTransient: true } as const;
