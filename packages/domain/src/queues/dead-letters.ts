import type { Prisma, Scope } from '@soul-kg-crm/database';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';

/** What makes an event a dead letter that is still to be looked at. */
export const isDead = { failedAt: { not: null }, dismissedAt: null } as const;

const deadLetterSelect = {
  id: true,
  kind: true,
  receivedAt: true,
  failedAt: true,
  attempts: true,
  error: true,
  channel: { select: { id: true, name: true } },
} as const satisfies Prisma.InboundEventSelect;

/** A dead letter as people see it: never with what is in it. */
export type DeadLetterView = Prisma.InboundEventGetPayload<{ select: typeof deadLetterSelect }>;

/** The organisation's dead letters, newest first. */
export async function listDeadLetters(scope: Scope, query: PageQuery): Promise<Page<DeadLetterView>> {
  const { cursor, limit } = query;
  const rows = await scope.db.inboundEvent.findMany({
    where: { ...isDead, ...(cursor !== undefined && before(cursor)) },
    select: deadLetterSelect,
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return pageOf(rows, limit, ({ receivedAt, id }) => ({ at: receivedAt, id }));
}

function before(cursor: string): Prisma.InboundEventWhereInput {
  const { at, id } = decodeCursor(cursor);
  return { OR: [{ receivedAt: { lt: at } }, { receivedAt: at, id: { lt: id } }] };
}
