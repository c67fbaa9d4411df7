import { Prisma, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';
import { OPEN_FAILURE } from '../outbound/open-failure.ts';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';

const failedSelect = {
  id: true,
  conversationId: true,
  createdAt: true,
  errorCode: true,
  errorMessage: true,
  conversation: {
    select: { channel: { select: { id: true, name: true } }, client: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.MessageSelect;

/** An outgoing message that failed, without its text. */
export type FailedMessageView = Prisma.MessageGetPayload<{ select: typeof failedSelect }>;

const ids = z.array(z.object({ id: z.uuid() }));

/** The organisation's outgoing messages that failed, newest first; not those that somebody took back or put aside. */
export async function listFailedMessages(scope: Scope, query: PageQuery): Promise<Page<FailedMessageView>> {
  const { cursor, limit } = query;
  const page = await findFailed(scope, cursor, limit + 1);
  const rows = await scope.db.message.findMany({
    where: { id: { in: page } },
    select: failedSelect,
    orderBy: { id: 'desc' },
  });
  return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

async function findFailed(scope: Scope, cursor: string | undefined, take: number): Promise<string[]> {
  const before =
    cursor === undefined ? Prisma.empty : Prisma.sql`AND m.id < ${decodeCursor(cursor).id}::uuid`;
  const { organizationId } = scope;
  const rows = await scope.transaction((tx) =>
    tx.raw(Prisma.sql`
      SELECT m.id FROM channels c JOIN messages m ON m.channel_id = c.id AND m.stage = 'FAILED'
      WHERE c.organization_id = ${organizationId}::uuid AND m.organization_id = ${organizationId}::uuid
        AND ${OPEN_FAILURE} ${before}
      ORDER BY m.id DESC LIMIT ${take}`),
  );
  return ids.parse(rows).map(({ id }) => id);
}
