import path from 'node:path';
import { expect, test } from 'vitest';
import { variablesOf } from './env-file.mjs';
import { worthShowing } from './log-file.mjs';
import { runsTypeScript } from './node-runtime.mjs';
import { inData, ownFolders, ROOT, requireFolders } from './paths.mjs';
import { chosenPorts, chosenService, chosenWebUrl, demoAccount } from './settings.mjs';

test('ports are the documented ones unless a variable says otherwise', () => {
  expect(chosenPorts({})).toMatchObject({ web: 3000, api: 4000, sandbox: 4100 });
  expect(chosenPorts({ WEB_PORT: '8080', API_PORT: '' })).toMatchObject({ web: 8080, api: 4000 });
});

test.each(['0', '65536', '3000.5', 'web'])('WEB_PORT=%s is refused with the reason', (text) => {
  expect(() => chosenPorts({ WEB_PORT: text })).toThrow(`WEB_PORT is "${text}", which is no port`);
});

test('the first line of .env counts whatever the editor that saved it put before it', () => {
  const read = variablesOf('\uFEFFWHATSAPP_WEB_STANDIN=none\r\nWEB_PORT=8080\r\n');
  expect(read).toEqual({ WHATSAPP_WEB_STANDIN: 'none', WEB_PORT: '8080' });
});

test('the dashboard is where PUBLIC_URL says', () => {
  const ports = chosenPorts({ WEB_PORT: '8080' });
  expect(chosenWebUrl(ports, {})).toBe('http://localhost:8080');
  expect(chosenWebUrl(ports, { PUBLIC_URL: 'https://crm.example.com' })).toBe('https://crm.example.com');
});

test.each(['localhost:3000', 'crm.example.com:443', 'crm.example.com', 'https://', 'ftp://crm.example.com'])(
  'PUBLIC_URL=%s is refused before anything starts',
  (address) => {
    expect(() => chosenWebUrl(chosenPorts({}), { PUBLIC_URL: address })).toThrow(
      'begin with http:// or https://',
    );
  },
);

test.each(['https://crm.example.com/dashboard', 'https://example.com/crm/', 'https://crm.example.com?x'])(
  'PUBLIC_URL=%s is refused, as nobody could sign in there',
  (address) => {
    expect(() => chosenWebUrl(chosenPorts({}), { PUBLIC_URL: address })).toThrow('without a path');
  },
);

test.each([
  ['DATABASE_URL', 'crm'],
  ['DATABASE_URL', 'mysql://localhost/crm'],
  ['DATABASE_URL', 'postgresql://crm:pass#secret@localhost/crm'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'redis://:pass/secret@localhost:6379'],
] as const)('%s=%s is refused with how it is written, and not repeated', (variable, address) => {
  const read = () => chosenService(variable, { [variable]: address });
  expect(read).toThrow(/^\w+ is no address that can be read: .* # in a password written as %23/);
  expect(read).not.toThrow('secret');
});

test('a service of somebody’s own is where its variable says', () => {
  const address = 'postgresql://crm:pass%23word@db.example:5433/crm?sslmode=require';
  expect(chosenService('DATABASE_URL', { DATABASE_URL: address })).toBe(address);
  expect(chosenService('REDIS_URL', { REDIS_URL: '' })).toBeFalsy();
});

test.each([
  [{ DEMO_PASSWORD: 'short' }, 'DEMO_PASSWORD is too short'],
  [{ DEMO_EMAIL: 'demo' }, 'DEMO_EMAIL is "demo"'],
])('a demo that could not be made is refused before anything starts: %j', (env, message) => {
  expect(() => demoAccount(env)).toThrow(message);
});

test.each([
  ['20.19.0', false],
  ['22.17.1', false],
  ['22.18.0', true],
  ['23.5.0', false],
  ['24.0.0', true],
])('Node %s runs TypeScript as it is: %s', (version, runs) => {
  expect(runsTypeScript(version)).toBe(runs);
});

test('a folder that .env names is one folder for all apps, whichever folder they run in', () => {
  expect(
    ownFolders({ MEDIA_DIR: 'files', WHATSAPP_SESSIONS_DIR: '/srv/logins', SANDBOX_DATA_DIR: '' }),
  ).toEqual({
    MEDIA_DIR: path.join(ROOT, 'files'),
    WHATSAPP_SESSIONS_DIR: '/srv/logins',
    SANDBOX_DATA_DIR: inData('sandbox'),
  });
});

test('a folder in which nothing can be kept is refused before anything starts', () => {
  const file = path.join(ROOT, 'package.json');
  expect(() => requireFolders({ MEDIA_DIR: file })).toThrow(`Nothing can be kept in ${file} (EEXIST)`);
});

test('of the logs the terminal shows warnings and errors in one line each', () => {
  expect(worthShowing('{"level":30,"msg":"message.sent"}', false)).toBeUndefined();
  expect(worthShowing('{"level":40,"msg":"session.slow"}', false)).toBe('warning session.slow');
  expect(worthShowing('{"level":50,"msg":"relay.failed","err":{"message":"gone"}}', false)).toBe(
    'error relay.failed: gone',
  );
  expect(worthShowing('Listening', false)).toBeUndefined();
  expect(worthShowing('SyntaxError: x', true)).toBe('SyntaxError: x');
});
