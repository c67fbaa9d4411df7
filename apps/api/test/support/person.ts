import type { Database } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { hashPassword } from 'better-auth/crypto';
import type supertest from 'supertest';

export interface Person {
  userId: string;
  organizationId: string;
  email: string;
  cookie: string;
}

export const PASSWORD = 'correct horse battery';

let counter = 0;

/** Signs somebody up with an organisation, over HTTP. */
export async function signUpPerson(
  http: ReturnType<typeof supertest>,
  database: Database,
  organizationName: string,
): Promise<Person> {
  counter += 1;
  const email = `person${counter}@example.com`;
  const body = { name: `Person ${counter}`, email, password: PASSWORD, organizationName };
  const answer = await http.post('/api/auth/sign-up/email').send(body).expect(200);
  const user = await database.system.user.findUniqueOrThrow({ where: { email }, include: { members: true } });
  const organizationId = user.members[0]?.organizationId ?? '';
  return { userId: user.id, organizationId, email, cookie: cookieOf(answer) };
}

/** A colleague, with the role AGENT unless told. */
export async function addAgent(
  http: ReturnType<typeof supertest>,
  database: Database,
  organizationId: string,
  role: 'ADMIN' | 'AGENT' = 'AGENT',
): Promise<Person> {
  counter += 1;
  const email = `agent${counter}@example.com`;
  const userId = newId();
  await database.system.user.create({ data: { id: userId, name: 'Agent', email } });
  await database.system.account.create({
    data: { userId, accountId: userId, providerId: 'credential', password: await hashPassword(PASSWORD) },
  });
  await database.system.member.create({ data: { userId, organizationId, role } });
  const answer = await http.post('/api/auth/sign-in/email').send({ email, password: PASSWORD }).expect(200);
  return { userId, organizationId, email, cookie: cookieOf(answer) };
}

/** The cookies that an answer sets, as the browser would send them back. */
export function cookieOf(answer: supertest.Response): string {
  const set = answer.get('Set-Cookie') ?? [];
  return set.map((cookie) => cookie.split(';')[0]).join('; ');
}
