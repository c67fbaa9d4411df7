import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';

export interface TagView {
  tag: string;
  /** How many clients have it. */
  count: number;
}

const rows = z.array(z.object({ tag: z.string(), count: z.coerce.number() }));

/** The tags that the organisation's clients have, the most used first. */
export async function listTags(scope: Scope): Promise<TagView[]> {
  return rows.parse(await scope.statement(tagsStatement(scope.organizationId)));
}

/**
 * Tags as the organisation writes them already: of a new one that differs from an existing one by its case alone, the
 * existing one is meant. What the client has stays as it is; each comes once.
 */
export async function withKnownTags(
  tx: ScopedTransaction,
  before: readonly string[],
  tags: readonly string[],
): Promise<string[]> {
  if (tags.every((tag) => before.includes(tag))) return [...new Set(tags)];
  const used = rows.parse(await tx.raw(tagsStatement(tx.organizationId))).map(({ tag }) => tag);
  const known = new Map<string, string>();
  // PostgreSQL's idea of a small letter depends on how the database was made.
  for (const tag of [...before, ...used]) {
    if (!known.has(tag.toLowerCase())) known.set(tag.toLowerCase(), tag);
  }
  return [
    ...new Set(tags.map((tag) => (before.includes(tag) ? tag : (known.get(tag.toLowerCase()) ?? tag)))),
  ];
}

function tagsStatement(organizationId: string): Prisma.Sql {
  return Prisma.sql`
SELECT tag, count(*) AS count FROM clients, unnest(tags) AS tag
WHERE organization_id = ${organizationId}::uuid AND cardinality(tags) > 0
GROUP BY tag ORDER BY count DESC, tag`;
}
