import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFromLibrary } from '../src/client/guard-unhandled-rejections.ts';

const GUARD = path.join(import.meta.dirname, '../src/client/guard-unhandled-rejections.ts');

/** The exit code of a process under the guard in which something is rejected and nobody handles it. */
async function exitCodeAfter(rejection: string): Promise<number> {
  const script = `
    import { guardUnhandledRejections } from ${JSON.stringify(GUARD)};
    guardUnhandledRejections({ debug() {}, info() {}, warn() {}, error() {} });
    void Promise.reject(${rejection});
    setTimeout(() => process.exit(0), 200);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  return Number(code);
}

describe('an unhandled rejection', () => {
  test('of the library does not end the process', async () => {
    expect(await exitCodeAfter(`'auth timeout'`)).toBe(0);
    expect(await exitCodeAfter(`new Error('Protocol error (Runtime.callFunctionOn): Target closed')`)).toBe(
      0,
    );
  });

  test('of our own does', async () => {
    expect(await exitCodeAfter(`new TypeError('x is not a function')`)).not.toBe(0);
  });

  test('is told apart by where it was raised', () => {
    const error = new Error('anything');
    error.stack =
      'Error: anything\n  at Client.inject (/app/node_modules/whatsapp-web.js/src/Client.js:135:13)';
    expect(isFromLibrary(error)).toBe(true);
    expect(isFromLibrary(new Error('anything'))).toBe(false);
    expect(isFromLibrary(undefined)).toBe(false);
  });
});
