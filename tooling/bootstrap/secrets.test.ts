import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MODULE = path.resolve(import.meta.dirname, 'secrets.mjs');
const newKey = () => randomBytes(32).toString('base64');

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'secrets-'));
});

afterEach(() => rmSync(dataDir, { recursive: true }));

/** In a process of its own, as each start is. */
function secrets(variables: Record<string, string> = {}) {
  const env = {
    ...process.env,
    ENCRYPTION_KEY: '',
    ENCRYPTION_KEYS_OLD: '',
    DATA_DIR: dataDir,
    ...variables,
  };
  const text = `import { ensureSecrets } from ${JSON.stringify(MODULE)}; console.log(JSON.stringify(ensureSecrets()));`;
  const options = { env, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], options);
  return stdout ? JSON.parse(stdout) : { refused: stderr };
}

const file = () => path.join(dataDir, 'secrets.env');
const stored = () => parseEnv(readFileSync(file(), 'utf8'));

test('secrets are made once, and only their owner can read them', () => {
  const first = secrets();
  expect(Buffer.from(first.ENCRYPTION_KEY, 'base64')).toHaveLength(32);
  expect(first.ENCRYPTION_KEYS_OLD).toBe('');
  expect(secrets()).toEqual(first);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('a key that is changed in .env is in the data folder too, with the one before it', () => {
  const { ENCRYPTION_KEY: made, BETTER_AUTH_SECRET } = secrets();
  const [second, third, foreign] = [newKey(), newKey(), newKey()];
  const changed = { ENCRYPTION_KEY: second, ENCRYPTION_KEYS_OLD: made };
  expect(secrets({ ENCRYPTION_KEY: second })).toMatchObject(changed);
  expect(secrets({ ENCRYPTION_KEY: second })).toMatchObject(changed);
  expect(stored()).toMatchObject(changed);
  // The folder alone, as a backup brings it back.
  expect(secrets()).toMatchObject({ ...changed, BETTER_AUTH_SECRET });
  secrets({ ENCRYPTION_KEY: third, ENCRYPTION_KEYS_OLD: `${second},${foreign}` });
  expect(secrets()).toMatchObject({
    ENCRYPTION_KEY: third,
    ENCRYPTION_KEYS_OLD: [second, foreign, made].join(','),
  });
  secrets({ ENCRYPTION_KEY: made });
  expect(secrets()).toMatchObject({
    ENCRYPTION_KEY: made,
    ENCRYPTION_KEYS_OLD: [third, second, foreign].join(','),
  });
});

test('what is no key does not take the place of one', () => {
  const first = secrets();
  expect(secrets({ ENCRYPTION_KEY: 'too short' }).refused).toContain('ENCRYPTION_KEY has to be 32 bytes');
  expect(secrets({ ENCRYPTION_KEYS_OLD: 'too short' }).refused).toContain('ENCRYPTION_KEYS_OLD has to be');
  expect(secrets()).toEqual(first);
});
