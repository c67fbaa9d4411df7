import type { Prisma, Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { Page, PageQuery } from '../paging/cursor.ts';
import { decodeCursor, pageOf } from '../paging/cursor.ts';

const sessionInclude = {
  whatsAppSession: true,
  company: { select: { id: true, name: true } },
  lease: { include: { worker: { select: { id: true, name: true } } } },
  transitions: { orderBy: { id: 'desc' }, take: 1 },
} as const satisfies Prisma.ChannelInclude;

/** A WhatsApp channel with all that its organisation is shown of it. */
export type ChannelView = Prisma.ChannelGetPayload<{ include: typeof sessionInclude }>;

export type TransitionView = ChannelView['transitions'][number];

const inUse = { type: 'WHATSAPP', deletedAt: null } as const;

/** The organisation's numbers in use: the default one first, then in the order in which they were added. */
export async function listSessions(scope: Scope): Promise<ChannelView[]> {
  return scope.db.channel.findMany({
    where: inUse,
    include: sessionInclude,
    orderBy: [{ isDefault: 'desc' }, { id: 'asc' }],
  });
}

/** One number in use, or NOT_FOUND. */
export async function getSession(scope: Scope, channelId: string): Promise<ChannelView> {
  const channel = await scope.db.channel.findFirst({
    where: { ...inUse, id: channelId },
    include: sessionInclude,
  });
  if (!channel) throw new Problem('NOT_FOUND');
  return channel;
}

/** What a number went through, newest first. */
export async function listTransitions(
  scope: Scope,
  query: PageQuery & { channelId: string },
): Promise<Page<TransitionView>> {
  const { channelId, cursor, limit } = query;
  const channel = await scope.db.channel.findFirst({ where: { ...inUse, id: channelId } });
  if (!channel) throw new Problem('NOT_FOUND');
  const rows = await scope.db.sessionTransition.findMany({
    where: { channelId, ...(cursor && { id: { lt: decodeCursor(cursor).id } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  return pageOf(rows, limit, ({ id, createdAt }) => ({ at: createdAt, id }));
}
