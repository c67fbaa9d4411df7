import { expect, test } from 'vitest';
import { readEnv } from '../src/env.ts';

const complete = {
  DATABASE_URL: 'postgresql://localhost/x',
  REDIS_URL: 'redis://localhost:6379',
  BETTER_AUTH_SECRET: 'a-secret-for-tests-only-a-secret-for-tests',
  MEDIA_DIR: '/tmp/media',
};

test.each([
  [undefined, 'loopback'],
  ['', 'loopback'],
  ['1', 1],
  ['0', 0],
  ['true', true],
  ['false', false],
  ['uniquelocal', 'uniquelocal'],
  ['loopback, 10.0.0.0/8,2001:db8::/32, 192.0.2.1', 'loopback, 10.0.0.0/8,2001:db8::/32, 192.0.2.1'],
])('TRUST_PROXY=%s is %s', (given, meant) => {
  expect(readEnv({ ...complete, TRUST_PROXY: given }).TRUST_PROXY).toBe(meant);
});

test.each(['yes', '-1', '10.0.0.0/64', '1.2.3', 'loopback;uniquelocal', '10.0.0.0/8/8'])(
  'TRUST_PROXY=%s is refused with what it may be',
  (given) => {
    expect(() => readEnv({ ...complete, TRUST_PROXY: given })).toThrow(
      /number of proxies in front.*TRUST_PROXY/s,
    );
  },
);

test('“none” is the real WhatsApp, as in .env.example', () => {
  expect(readEnv({ ...complete, WHATSAPP_WEB_STANDIN: 'none' }).WHATSAPP_WEB_STANDIN).toBeUndefined();
  expect(readEnv({ ...complete, WHATSAPP_WEB_STANDIN: 'sandbox:4443' }).WHATSAPP_WEB_STANDIN).toBe(
    'sandbox:4443',
  );
  expect(() => readEnv({ ...complete, WHATSAPP_WEB_STANDIN: 'somewhere' })).toThrow('host:port, or none');
});
