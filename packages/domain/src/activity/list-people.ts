import { Prisma, type Scope } from '@soul-kg-crm/database';
import * as z from 'zod';

const person = z.object({ id: z.string(), name: z.string(), isGone: z.boolean() });
export type Person = z.infer<typeof person>;

/** Whose doings the log has or may have: the people of the organisation by name, then those who belong to it no more. */
export async function listPeople(scope: Scope): Promise<Person[]> {
  return person.array().parse(await scope.statement(peopleStatement(scope.organizationId)));
}

/** The log is long and its people are few: from each the index leads to the next, past all the entries between. */
function peopleStatement(organizationId: string): Prisma.Sql {
  const ofHere = Prisma.sql`organization_id = ${organizationId}::uuid`;
  return Prisma.sql`
WITH RECURSIVE actors (id) AS (
  (SELECT actor_id FROM activities WHERE ${ofHere} AND actor_id IS NOT NULL ORDER BY actor_id LIMIT 1)
  UNION ALL
  SELECT (SELECT actor_id FROM activities WHERE ${ofHere} AND actor_id > actors.id ORDER BY actor_id LIMIT 1)
  FROM actors WHERE actors.id IS NOT NULL)
SELECT users.id, users.name, members.id IS NULL AS "isGone"
FROM (SELECT user_id AS id FROM members WHERE ${ofHere} UNION SELECT id FROM actors) AS people
JOIN users ON users.id = people.id
LEFT JOIN members ON members.user_id = people.id AND members.${ofHere}
ORDER BY "isGone", users.name, users.id`;
}
