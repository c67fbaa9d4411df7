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

test.each(['localhost:3000', 'crm.example.com:443', 'crm.example.com', 'ftp://crm.example.com', 'http:'])(
  'an address without http or https is refused: %s',
  (address) => {
    expect(() => readEnv({ ...complete, PUBLIC_URL: address })).toThrow(/begins with http.*PUBLIC_URL/s);
    const origins = `https://shop.example,${address}`;
    expect(() => readEnv({ ...complete, CORS_ORIGINS: origins })).toThrow(/begins with http.*CORS_ORIGINS/s);
  },
);

test.each([
  'https://crm.example.com/dashboard',
  'https://example.com/crm/',
  'https://crm.example.com?x=1',
  'https://crm.example.com/#x',
  'https://me:secret@crm.example.com',
])('a public address with more behind it is refused, as nobody could sign in there: %s', (address) => {
  expect(() => readEnv({ ...complete, PUBLIC_URL: address })).toThrow(/without a path.*PUBLIC_URL/s);
});

test.each([
  'http://localhost:3000',
  'https://crm.example.com',
  'http://192.168.0.7:3000/',
  'http://[::1]:3000',
])('an address is taken as it is: %s', (address) => {
  expect(readEnv({ ...complete, PUBLIC_URL: address }).PUBLIC_URL).toBe(address);
});
