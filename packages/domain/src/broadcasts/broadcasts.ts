import type { Broadcast, Prisma, Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { namesOfPeople } from '../members/names-of-people.ts';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { type BroadcastCounts, countRecipients } from './recipient-state.ts';

export type BroadcastView = Broadcast & {
  channelName: string;
  /** Null where a key made it. */
  createdByName: string | null;
  counts: BroadcastCounts;
};

const include = { channel: { select: { name: true } } } as const;

/** One page of the broadcasts, newest first. */
export async function listBroadcasts(scope: Scope, query: PageQuery): Promise<Page<BroadcastView>> {
  const rows = await scope.db.broadcast.findMany({
    where: after(query.cursor),
    include,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: query.limit + 1,
  });
  const { items, nextCursor } = pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }));
  return { items: await complete(scope, items), nextCursor };
}

/** One broadcast and how far it has got, or NOT_FOUND. */
export async function getBroadcast(scope: Scope, id: string): Promise<BroadcastView> {
  const found = await scope.db.broadcast.findUnique({ where: { id }, include });
  const [broadcast] = found ? await complete(scope, [found]) : [];
  if (!broadcast) throw new Problem('NOT_FOUND');
  return broadcast;
}

async function complete(
  scope: Scope,
  rows: (Broadcast & { channel: { name: string } })[],
): Promise<BroadcastView[]> {
  if (rows.length === 0) return [];
  const countsOf = await countRecipients(
    scope,
    rows.map(({ id }) => id),
  );
  const names = await namesOfPeople(
    scope,
    rows.map(({ createdById }) => createdById),
  );
  return rows.map(({ channel, ...row }) => ({
    ...row,
    channelName: channel.name,
    createdByName: names.get(row.createdById ?? '') ?? null,
    counts: countsOf(row.id),
  }));
}

function after(cursor: string | undefined): Prisma.BroadcastWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}
