import { expect, test } from 'vitest';
import { EnvError, readEnv } from '../src/env.ts';

const complete = {
  DATABASE_URL: 'postgresql://localhost/x',
  REDIS_URL: 'redis://localhost:6379',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

test('what is not set has its default, an empty variable is not set', () => {
  expect(readEnv({ ...complete, PORT: '' })).toMatchObject({
    PORT: 4200,
    HOST: '127.0.0.1',
    WORKER_ROLES: ['sessions', 'processors', 'relay'],
  });
  expect(readEnv({ ...complete, WORKER_ROLES: 'relay, processors' }).WORKER_ROLES).toEqual([
    'relay',
    'processors',
  ]);
});

test('all problems are told at once', () => {
  const read = () => readEnv({ REDIS_URL: 'http://x', PORT: 'many', WORKER_ROLES: 'cook' });
  expect(read).toThrow(EnvError);
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'WORKER_ROLES']) expect(read).toThrow(name);
});

test('logins need a key to be kept in the database, and none to be kept on the disk', () => {
  const { ENCRYPTION_KEY: _, ...keyless } = complete;
  expect(() => readEnv(keyless)).toThrow('WHATSAPP_SESSION_STORE=local');
  expect(() => readEnv({ ...complete, ENCRYPTION_KEY: 'short' })).toThrow('openssl rand -base64 32');
  expect(() => readEnv({ ...complete, ENCRYPTION_KEYS_OLD: 'short' })).toThrow('commas');
  expect(readEnv({ ...keyless, WHATSAPP_SESSION_STORE: 'local' }).ENCRYPTION_KEY).toBeUndefined();
  expect(readEnv({ ...keyless, WORKER_ROLES: 'relay' }).ENCRYPTION_KEY).toBeUndefined();
});

test('limits are lifted for a stand-in alone', () => {
  expect(() => readEnv({ ...complete, WHATSAPP_UNLIMITED: 'true' })).toThrow('stand-in only');
  const standin = { ...complete, WHATSAPP_WEB_STANDIN: '127.0.0.1:4101' };
  expect(readEnv({ ...standin, WHATSAPP_UNLIMITED: 'true' }).WHATSAPP_UNLIMITED).toBe(true);
});

test('“none” is the real WhatsApp, as in .env.example', () => {
  expect(readEnv({ ...complete, WHATSAPP_WEB_STANDIN: 'none' }).WHATSAPP_WEB_STANDIN).toBeUndefined();
  expect(() => readEnv({ ...complete, WHATSAPP_WEB_STANDIN: 'somewhere' })).toThrow('host:port, or none');
});

test('production refuses a stand-in unless it is allowed', () => {
  const production = { ...complete, NODE_ENV: 'production', WHATSAPP_WEB_STANDIN: '127.0.0.1:4101' };
  expect(() => readEnv(production)).toThrow('ALLOW_STANDIN=true');
  expect(readEnv({ ...production, ALLOW_STANDIN: 'true' }).WHATSAPP_WEB_STANDIN).toBe('127.0.0.1:4101');
  expect(readEnv({ ...production, NODE_ENV: 'development' }).ALLOW_STANDIN).toBe(false);
});
