import type { Client, ClientIdentity, Prisma, Scope } from '@soul-kg-crm/database';
import type { ClientStatus } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { decodeCursor, type Page, type PageQuery, pageOf } from '../paging/cursor.ts';
import { clientMatches } from './client-search.ts';
import { survivingClientId } from './find-merge.ts';

export type ClientView = Client & { identities: Pick<ClientIdentity, 'kind' | 'value'>[] };

/** Which of the clients; what is left out narrows nothing. */
export interface ClientFilter {
  /** A part of the name or of the phone number. */
  search?: string | undefined;
  status?: ClientStatus | undefined;
  tag?: string | undefined;
}

export interface ClientQuery extends PageQuery, ClientFilter {}

const clientInclude = {
  identities: { select: { kind: true, value: true }, orderBy: { createdAt: 'asc' } },
} as const;

/** One page of the clients, newest first. */
export async function listClients(scope: Scope, query: ClientQuery): Promise<Page<ClientView>> {
  const rows = await scope.db.client.findMany({
    where: { AND: [clientsWhere(query), after(query.cursor)] },
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

/** The same for an id that somebody kept: of a client who became part of another, that other one. */
export async function findClient(scope: Pick<Scope, 'db'>, id: string): Promise<ClientView> {
  const client = await scope.db.client.findUnique({ where: { id }, include: clientInclude });
  if (client) return client;
  const survivingId = await survivingClientId(scope, id);
  if (survivingId === null) throw new Problem('NOT_FOUND');
  return getClient(scope, survivingId);
}

/** The same choice, wherever clients are chosen. */
export function clientsWhere(query: ClientFilter): Prisma.ClientWhereInput {
  return {
    ...(query.tag && { tags: { has: query.tag } }),
    ...(query.status && { status: query.status }),
    ...(query.search && clientMatches(query.search)),
  };
}

function after(cursor: string | undefined): Prisma.ClientWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}
