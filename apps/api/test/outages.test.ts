import { REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import { openGate } from './support/gate.ts';
import { cookieOf, PASSWORD } from './support/person.ts';
import { testApi } from './support/test-api.ts';

test('while PostgreSQL is away, whoever is signed in is told to try again, and goes on afterwards', async () => {
  await using database = await createTestDatabase();
  await using gate = await openGate(database.url);
  await using api = await testApi({ databaseUrl: gate.url });
  const account = { name: 'Айбек', email: 'owner@example.com', password: PASSWORD, organizationName: 'Тоо' };
  const cookie = cookieOf(await api.http.post('/api/auth/sign-up/email').send(account).expect(200));
  await api.http.get('/api/me').set('Cookie', cookie).expect(200);

  await gate.close();
  const { email, password } = account;
  for (const answer of [
    await api.http.get('/api/me').set('Cookie', cookie),
    await api.http.get('/api/conversations').set('Cookie', cookie),
    await api.http.get(`${REALTIME_PATH}/?EIO=4&transport=polling`).set('Cookie', cookie),
    await api.http.get('/api/auth/get-session').set('Cookie', cookie),
    await api.http.post('/api/auth/sign-in/email').send({ email, password }),
    await api.http.post('/api/auth/sign-up/email').send({ ...account, email: 'other@example.com' }),
  ]) {
    expect(answer.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
  }

  await gate.open();
  await api.http.get('/api/me').set('Cookie', cookie).expect(200);
});
