import type { Client, ClientIdentity, Prisma, Scope } from '@soul-kg-crm/database';
import type { ClientStatus } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { clientMatches } from './client-search.ts';

export type ClientView = Client & { identities: Pick<ClientIdentity, 'kind' | 'value'>[] };

export interface ClientQuery extends PageQuery {
  search?: string | undefined;
  status?: ClientStatus | undefined;
}

const clientInclude = {
  identities: { select: { kind: true, value: true }, orderBy: { createdAt: 'asc' } },
} as const;

/** One page of the clients, newest first. */
export async function listClients(scope: Scope, query: ClientQuery): Promise<Page<ClientView>> {
  const rows = await scope.db.client.findMany({
    where: { AND: [filter(query), after(query.cursor)] },
    include: clientInclude,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: query.limit + 1,
  });
  return pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }));
}

/** One client, or NOT_FOUND. */
export async function getClient(scope: Pick<Scope, 'db'>, id: string): Promise<ClientView> {
  const client = await scope.db.client.findUnique({ where: { id }, include: clientInclude });
  if (!client) throw new Problem('NOT_FOUND');
  return client;
}

function filter(query: ClientQuery): Prisma.ClientWhereInput {
  return {
    ...(query.status && { status: query.status }),
    ...(query.search && clientMatches(query.search)),
  };
}

function after(cursor: string | undefined): Prisma.ClientWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}
