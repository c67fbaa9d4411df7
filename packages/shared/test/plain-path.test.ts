import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainPath, staysWhenParsed } from '../src/plain-path.ts';

test.each(['/', '/api', '/api/me/', '/api/v1.2/a-b_c~d?x=/../y', '/api/%D1%8F', '/a..b/c.'])(
  '%j is plain',
  (url) => expect(isPlainPath(url)).toBe(true),
);

test.each(['', '//api', '/api/../me', '/api/.', '/api/%2e%2e/me', '/api\\me', '/api/я', '/a\n', '/a#b'])(
  '%j is not plain',
  (url) => expect(isPlainPath(url)).toBe(false),
);

test('what is told without parsing is what parsing would tell', () => {
  const part = fc.oneof(fc.constantFrom('a', '9', '.', '..', '/', '\\', '%2e', '\t', '\n'), fc.string());
  const path = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  const url = fc.oneof(path, fc.webPath(), fc.string({ unit: 'binary' }));
  const agrees = fc.property(url, (rest) => isPlainPath(`/${rest}`) === staysWhenParsed(`/${rest}`));
  void fc.assert(agrees, { numRuns: 2_000 });
});
