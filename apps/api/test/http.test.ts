import { connectRedis } from '@soul-kg-crm/queue';
import { expect, test } from 'vitest';
import { signUpInput } from '../src/auth/sign-up.ts';
import { PASSWORD } from './support/person.ts';
import { rawRequest } from './support/raw-request.ts';
import { testApi } from './support/test-api.ts';

const signIn = { email: 'nobody@example.com', password: PASSWORD };

test('only the dashboard’s origin may read answers, and a page of another may change nothing', async () => {
  await using api = await testApi({ settings: { corsOrigins: ['https://shop.example.com'] } });
  const { cookie } = await api.newOrganization();
  const from = (origin: string) => api.http.get('/api/me').set('Cookie', cookie).set('Origin', origin);
  for (const origin of ['http://localhost:3000', 'https://shop.example.com']) {
    const { headers } = await from(origin);
    expect(headers['access-control-allow-origin']).toBe(origin);
    expect(headers['access-control-allow-credentials']).toBe('true');
  }
  expect((await from('https://evil.example.com')).headers).not.toHaveProperty('access-control-allow-origin');
  const connect = api.http.post('/api/whatsapp/connect').set('Cookie', cookie);
  const refused = await connect.set('Origin', 'https://evil.example.com').expect(403);
  expect(refused.body).toMatchObject({ code: 'ORIGIN_NOT_TRUSTED' });
  expect(await api.database.system.channel.count({ where: { desiredState: 'RUNNING' } })).toBe(0);
});

test('a dashboard that is opened at an address nobody told the server is told both addresses', async () => {
  await using api = await testApi();
  const attempt = api.http.post('/api/auth/sign-in/email').set('Accept-Language', 'ru').send(signIn);
  const { body } = await attempt.set('Origin', 'http://203.0.113.7:3000').expect(403);
  expect(body.detail).toContain('открыта по адресу http://203.0.113.7:3000');
  expect(body.detail).toContain('знает себя как http://localhost:3000');
});

test('whoever guesses passwords waits, and is told for how long', async () => {
  await using api = await testApi({ settings: { signInAttempts: 3 } });
  const attempt = () => api.http.post('/api/auth/sign-in/email').set('Accept-Language', 'ru').send(signIn);
  for (let number = 1; number <= 3; number += 1) await attempt().expect(401);
  const refused = await attempt().expect(429);
  expect(refused.body).toMatchObject({
    ...{ code: 'RATE_LIMITED', detail: expect.stringMatching(/Слишком много запросов/) },
    ...{ limit: 3, remaining: 0, resetAt: expect.any(String) },
  });
  expect(Date.parse(refused.body.resetAt)).toBeGreaterThan(Date.now() + 200_000);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(200);
  const other = { ...signIn, email: 'somebody@example.com' };
  await api.http.post('/api/auth/sign-in/email').send(other).expect(401);
});

test('an e-mail that many addresses try, and an address that tries many e-mails, are limited as well', async () => {
  await using api = await testApi({ settings: { signInAttempts: 1 } });
  const attempt = (email: string, address: string) =>
    api.http
      .post('/api/auth/sign-in/email')
      .set('X-Forwarded-For', address)
      .send({ ...signIn, email });
  for (let number = 1; number <= 5; number += 1) {
    await attempt('victim@example.com', `203.0.113.${number}`).expect(401);
  }
  await attempt('victim@example.com', '203.0.113.6').expect(429);
  for (let number = 1; number <= 10; number += 1) {
    await attempt(`somebody${number}@example.com`, '198.51.100.1').expect(401);
  }
  await attempt('somebody11@example.com', '198.51.100.1').expect(429);
  await attempt('somebody11@example.com', '198.51.100.2').expect(401);
});

test('no way of writing the path leads past the limit', async () => {
  await using api = await testApi({ settings: { signInAttempts: 1 } });
  const body = JSON.stringify(signIn);
  const attempt = (path: string) => rawRequest(api.url, { method: 'POST', path, body });
  expect(await attempt('/api/auth/sign-in/email')).toBe(401);
  for (const path of [
    'sign-in\\email',
    'sign-in/../sign-in/email',
    'x/../sign-in/email',
    'sign-in/%2e/email',
  ]) {
    expect(await attempt(`/api/auth/${path}`)).toBe(400);
  }
  for (const path of [
    'sign-in/email/',
    '/sign-in/email',
    'sign-in%2Femail',
    'sign%2Din/email',
    'SIGN-IN/email',
  ]) {
    expect([404, 429]).toContain(await attempt(`/api/auth/${path}`));
  }
});

test('every answer says how many requests are left; each person has a count of their own', async () => {
  await using api = await testApi({ settings: { requestsPerMinute: 5 } });
  const one = await api.newOrganization();
  const other = await api.newOrganization();
  const me = (cookie: string) => api.http.get('/api/me').set('Cookie', cookie);
  const first = await me(one.cookie).expect(200);
  expect(first.headers.ratelimit).toMatch(/"general"; r=4; t=\d+/);
  expect(first.headers['ratelimit-policy']).toMatch(/"general"; q=5; w=60/);
  for (let number = 2; number <= 5; number += 1) await me(one.cookie).expect(200);
  const refused = await me(one.cookie).expect(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await me(other.cookie).expect(200);
});

test('a clock that is set back refuses nobody for longer than a minute', async () => {
  await using api = await testApi({ settings: { requestsPerMinute: 5 } });
  const { cookie } = await api.newOrganization();
  const leftS = async () => {
    const { headers } = await api.http.get('/api/me').set('Cookie', cookie);
    return Number(/"general"; r=\d+; t=(\d+)/.exec(String(headers.ratelimit))?.[1]);
  };
  await leftS();
  // Redis reckons a key's end by the clock: this is one of the time before it was set back by six hours.
  const redis = connectRedis({ url: api.redisUrl, onError: () => {} });
  for (const key of await redis.keys(`${api.redisPrefix}:limit:general:*`)) {
    expect(await redis.pexpire(key, 6 * 3_600_000)).toBe(1);
  }
  redis.disconnect();
  expect(await leftS()).toBeLessThanOrEqual(60);
});

test('the state of the installation: alive, ready, measured', async () => {
  await using api = await testApi();
  await api.http.get('/health').expect(200, { status: 'ok' });
  await api.http.get('/ready').expect(200, { isReady: true, missing: [] });
  const { cookie } = await api.newOrganization();
  await api.http.get('/api/clients/01a1fcbc-d98c-71c1-abad-a90284371077').set('Cookie', cookie).expect(404);
  const { text } = await api.http.get('/metrics').expect(200);
  expect(text).toContain('route="/api/clients/:clientId",status="404"');
});

test('with a stand-in for WhatsApp it is ready only once that is there', async () => {
  await using api = await testApi({ settings: { standin: '127.0.0.1:1' } });
  const { body } = await api.http.get('/ready').expect(503);
  expect(body.missing).toEqual([expect.objectContaining({ what: 'sandbox' })]);
  expect((await api.http.get('/api/instance')).body).toMatchObject({ isSandbox: true });
});

test('without Redis it reads on, lets nobody in, and says what is missing', async () => {
  await using api = await testApi({ redisUrl: 'redis://127.0.0.1:1' });
  const ready = await api.http.get('/ready').expect(503);
  expect(ready.headers['retry-after']).toBeDefined();
  expect(ready.body).toMatchObject({ isReady: false, missing: [{ what: 'redis' }] });
  const answer = await api.http.post('/api/auth/sign-in/email').send(signIn).expect(503);
  expect(answer.headers['retry-after']).toBeDefined();
  expect(answer.body).toMatchObject({ code: 'UNAVAILABLE' });
  await api.http.get('/api/instance').expect(200);
});

test('without the database every route is 503, and ready says so', async () => {
  const databaseUrl = 'postgresql://postgres:postgres@127.0.0.1:1/nothing';
  await using api = await testApi({ databaseUrl, settings: { allowsSignUp: false } });
  const answer = await api.http.get('/api/instance').expect(503);
  expect(answer.body).toMatchObject({ code: 'UNAVAILABLE' });
  await api.http.get('/api/me').set('X-Api-Key', 'soul_any').expect(503);
  await api.http.get('/api/me').set('Cookie', 'soul-kg-crm.session_token=a.b').expect(401);
  const ready = await api.http.get('/ready').expect(503);
  expect(ready.body.missing).toEqual([expect.objectContaining({ what: 'database' })]);
});

test('the documents describe the API and load nothing from elsewhere', async () => {
  await using api = await testApi();
  const { body } = await api.http.get('/openapi.json').expect(200);
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(body.paths)).toContain('/conversations/{conversationId}/messages');
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/members/{memberId}', '/invitations']));
  expect(Object.keys(body.paths['/media'].post.requestBody.content)).toEqual(['multipart/form-data']);
  expect(body.paths['/me'].get.responses.default.content).toHaveProperty('application/problem+json');
  expect(body.paths['/api-keys'].post.security).toEqual([{ session: [] }]);
  expect(body.paths['/conversations/{conversationId}'].get.description).toMatch(
    /^For every member of the organisation\. One that became part of another/,
  );
  expect(body.components.securitySchemes.session.name).toBe('soul-kg-crm.session_token');
  const page = await api.http.get('/docs').expect(200);
  expect(page.text).toContain('/conversations/{conversationId}/messages');
  for (const choice of ['audience.clientIds', 'audience.filter.tag']) expect(page.text).toContain(choice);
  expect(page.text).not.toMatch(/<script|(src|href)="(https?:)?\/\//);
});

test('where the product is reached by https, the documents name the cookie that has its prefix', async () => {
  await using api = await testApi({ settings: { publicUrl: 'https://crm.example.com' } });
  const { body } = await api.http.get('/openapi.json').expect(200);
  const { name } = body.components.securitySchemes.session;
  const { cookie } = await api.newOrganization();
  expect(cookie).toContain(`${name}=`);
  expect(name).toMatch(/^__Secure-/);
});

test('https is asked for where the product is reached by it, and of no address but its own', async () => {
  await using api = await testApi({ settings: { publicUrl: 'https://example.com' } });
  const header = 'strict-transport-security';
  expect((await api.http.get('/api/instance')).headers[header]).toBe('max-age=31536000');
  await using plain = await testApi();
  expect((await plain.http.get('/api/instance')).headers).not.toHaveProperty(header);
});

test('signing up takes no more than it names', () => {
  expect(
    signUpInput.safeParse({ ...signIn, name: 'A', organizationName: 'B', platformRole: 'SUPER_ADMIN' })
      .success,
  ).toBe(false);
});
