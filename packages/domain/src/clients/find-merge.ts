import type { Scope } from '@soul-kg-crm/database';

type Reader = Pick<Scope, 'db'>;

/** What the activity log keeps of a merge: into whom, and of what. */
export type Merge = NonNullable<Awaited<ReturnType<typeof findMerge>>>;

/** Of what is looked for: a client, or one of a client's conversations. */
export type Merged = { clientId: string } | { conversationId: string };

/** The newest merge by which a client or a conversation became part of another, later than `after`. */
export function findMerge({ db }: Reader, merged: Merged, after: Date = new Date(0)) {
  const details =
    'clientId' in merged
      ? { path: ['from', 'id'], equals: merged.clientId }
      : { path: ['conversations'], array_contains: [{ id: merged.conversationId }] };
  return db.activity.findFirst({
    where: { action: 'client.merged', details, createdAt: { gt: after } },
    orderBy: { createdAt: 'desc' },
    select: { targetId: true, details: true, createdAt: true },
  });
}

/** The client that another one has become part of; null for one that never was. */
export async function survivingClientId(scope: Reader, id: string): Promise<string | null> {
  for (let merge = await findMerge(scope, { clientId: id }); merge?.targetId; ) {
    const { targetId: clientId, createdAt }: Merge = merge;
    const found = await scope.db.client.findUnique({ where: { id: clientId }, select: { id: true } });
    if (found) return clientId;
    merge = await findMerge(scope, { clientId }, createdAt);
  }
  return null;
}
