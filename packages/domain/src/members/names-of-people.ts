import { Prisma, type Scope, type ScopedTransaction } from '@soul-kg-crm/database';
import * as z from 'zod';

/** Whatever can read SQL: the scope, or a transaction of it. */
export type SqlReader = Pick<Scope, 'statement'> | Pick<ScopedTransaction, 'raw'>;

const person = z.object({ id: z.string(), name: z.string() });

/**
 * The names of whom the organisation's own rows name, by id. Whoever is no member any more is among them: what they did
 * stays under their name, which the scope's own `user` would not give.
 */
export async function namesOfPeople(
  reader: SqlReader,
  ids: (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  // An agent's type may stand where a person's id does.
  const people = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
  if (people.length === 0) return new Map();
  const query = Prisma.sql`SELECT id, name FROM users WHERE id = ANY(${people}::uuid[])`;
  const rows = await ('raw' in reader ? reader.raw(query) : reader.statement(query));
  return new Map(
    person
      .array()
      .parse(rows)
      .map(({ id, name }) => [id, name]),
  );
}
