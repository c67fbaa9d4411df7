import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { choosePort, requireFreePort } from './ports.mjs';
import { postgresPort, startPostgres, stopPostgres } from './postgres.mjs';
import { checkRedis, redisPort, startRedis, stopRedis } from './redis.mjs';
import { askRedis } from './redis-ask.mjs';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    await stopRedis(path.join(folder, 'redis'));
    await stopPostgres(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('Redis keeps what it was given over a restart, evicts nothing and asks for its password', async () => {
  const options = redisOptions({ password: 'secret-of-this-test' });
  const first = await startRedis(options);
  await askRedis(first.url, [['SET', 'greeting', 'салам']]);
  await stopRedis(options.dataDir);
  expect(await redisPort(options.dataDir)).toBeUndefined();

  const second = await startRedis(options);
  expect(await askRedis(second.url, [['GET', 'greeting']])).toEqual(['салам']);
  expect(await checkRedis(second.url)).toEqual({ version: expect.stringMatching(/^\d/) });
  const [refusal] = await askRedis(`redis://127.0.0.1:${second.port}`, [['GET', 'greeting']]);
  expect(refusal).toContain('NOAUTH');
});

test('a Redis is asked about the database that its address names, and no other one is emptied', async () => {
  const { url } = await startRedis(redisOptions({ password: 'secret-of-this-test' }));
  for (const database of [url, `${url}/2`]) await askRedis(database, [['SET', 'whose', database]]);
  await askRedis(`${url}/2`, [['FLUSHDB']]);
  expect(await askRedis(url, [['GET', 'whose']])).toEqual([url]);
  expect(await askRedis(`${url}/2`, [['GET', 'whose']])).toEqual(['']);
  await expect(askRedis(`${url}/999`, [['PING']])).rejects.toThrow('Redis refused the database');
});

test('a Redis that runs already is found and not started twice', async () => {
  const options = redisOptions();
  const first = await startRedis(options);
  const second = await startRedis(options);
  expect(second).toMatchObject({ port: first.port, wasRunning: true });
});

test('a given Redis that may throw jobs away is refused with the way out', async () => {
  const { url } = await startRedis(redisOptions());
  await askRedis(url, [['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru']]);
  await expect(checkRedis(url)).rejects.toThrow('set maxmemory-policy to noeviction');
});

test('a given Redis without an append-only file is used with a warning', async () => {
  const { url } = await startRedis(redisOptions());
  await askRedis(url, [['CONFIG', 'SET', 'appendonly', 'no']]);
  expect((await checkRedis(url)).warning).toContain('keeps no append-only file');
});

test('PostgreSQL that was killed hard starts again from the same data', async () => {
  const options = {
    dataDir: path.join(newFolder(), 'postgres'),
    password: 'postgres',
    choosePort: () => choosePort(),
  };
  await startPostgres(options);
  process.kill(
    Number.parseInt(readFileSync(path.join(options.dataDir, 'postmaster.pid'), 'utf8'), 10),
    'SIGKILL',
  );
  await expect.poll(() => postgresPort(options.dataDir)).toBeUndefined();

  const second = await startPostgres(options);
  expect(second.wasRunning).toBe(false);
  expect(await postgresPort(options.dataDir)).toBe(second.port);
}, 60_000);

test('PostgreSQL logs that a row was refused, and nothing of what stood in it', async () => {
  const dataDir = path.join(newFolder(), 'postgres');
  const { url } = await startPostgres({ dataDir, password: 'postgres', choosePort: () => choosePort() });
  const client = new pg.Client(url('postgres'));
  await client.connect();
  await client.query('CREATE TABLE people (email text UNIQUE, phone text NOT NULL, more jsonb)');
  const refused = (values: (string | null)[]) =>
    expect(client.query('INSERT INTO people VALUES ($1, $2, $3)', values)).rejects.toThrow();
  await client.query("INSERT INTO people VALUES ('aigul@example.com', '+996555')");
  await refused(['aigul@example.com', '+996555123456', null]);
  await refused(['nurlan@example.com', null, null]);
  await refused(['nurlan@example.com', '+996555123456', '{"text": "тайна" +996555}']);
  await client.end();
  const log = readFileSync(`${dataDir}.log`, 'utf8');
  expect(log).toContain('people_email_key');
  expect(log).toContain('INSERT INTO people VALUES ($1, $2, $3)');
  expect(log).not.toMatch(/example\.com|996555|тайна/);
}, 60_000);

test('a port in use is named together with the variable that changes it', async () => {
  const server = net.createServer();
  const port = await choosePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await expect(requireFreePort('the API', port, 'API_PORT')).rejects.toThrow(
    `Port ${port}, wanted by the API, is in use by another program: stop that program, or choose another port with API_PORT=<port>.`,
  );
  await new Promise((resolve) => server.close(resolve));
});

function redisOptions(more: { password?: string } = {}) {
  return { dataDir: path.join(newFolder(), 'redis'), choosePort: () => choosePort(), ...more };
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'own-services-'));
  folders.push(folder);
  return folder;
}
