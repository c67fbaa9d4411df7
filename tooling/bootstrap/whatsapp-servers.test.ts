import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MODULE = path.resolve(import.meta.dirname, 'whatsapp-servers.mjs');

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'servers-'));
});

afterEach(() => rmSync(dataDir, { recursive: true }));

/** In a process of its own, as each start is. */
function say(script: string, standin = ''): string {
  const env = { ...process.env, DATA_DIR: dataDir, WHATSAPP_WEB_STANDIN: standin };
  const text = `import * as servers from ${JSON.stringify(MODULE)}; ${script}`;
  const options = { env, encoding: 'utf8' } as const;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', text], options);
  return run.stdout + run.stderr;
}

const START = 'servers.requireServersAsBefore(); servers.noteServers(servers.whatsAppServers());';

test('a folder that ran with the real WhatsApp is not started on the sandbox by a forgotten variable', () => {
  expect(say(START)).toBe('');
  expect(say(START, 'none')).toBe('');
  expect(say(START)).toContain('put the line WHATSAPP_WEB_STANDIN=none into .env');
  expect(say(START, 'none')).toBe('');
  expect(say(START, 'localhost:9')).toBe('');
  expect(say(START)).toContain('WHATSAPP_WEB_STANDIN is not set');
});

test('what only looks into it knows of the real WhatsApp by itself, until everything was deleted', () => {
  const known = 'console.log(servers.knownWhatsAppServers().kind);';
  expect(say(known)).toBe('sandbox\n');
  say(START, 'none');
  expect(say(known)).toBe('real\n');
  expect(say(known, 'localhost:9')).toBe('stand-in\n');
  say('servers.forgetServers();');
  expect(say(START + known)).toBe('sandbox\n');
});
