import { expect, test } from 'vitest';
import { e2eFailures, formatFailure, vitestFailures } from './failures.mjs';

const passed = { status: 'passed', fullName: 'passes', failureMessages: [] };

test('of the packages, failed tests are given, and files that could not even be loaded', () => {
  const failed = { status: 'failed', fullName: 'a group fails', failureMessages: ['one', 'two'] };
  const testResults = [
    { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [passed] },
  ];
  expect(vitestFailures({ testResults })).toEqual([
    { file: 'a.test.ts', title: 'a group fails', message: 'one\ntwo' },
    { file: 'b.test.ts', title: 'the file itself', message: 'no such module' },
  ]);
  expect(vitestFailures(undefined)).toEqual([]);
});

test('of the end-to-end tests, those of inner groups as well', () => {
  const spec = (title: string, ok: boolean) => {
    const results = [{ errors: ok ? [] : [{ message: 'not visible' }] }];
    return { ...{ file: 'inbox.spec.ts', line: 7, title, ok }, tests: [{ results }] };
  };
  const inner = { specs: [spec('inner', false)] };
  expect(e2eFailures({ specs: [spec('first', true), spec('second', false)], suites: [inner] })).toEqual([
    { file: 'inbox.spec.ts:7', title: 'second', message: 'not visible' },
    { file: 'inbox.spec.ts:7', title: 'inner', message: 'not visible' },
  ]);
});

test('a long message is cut, and loses its colours', () => {
  const message = `\u001b[31mred\u001b[39m\n${'line\n'.repeat(40)}`;
  const [head, first, ...rest] = formatFailure({ file: 'a.test.ts', title: 'fails', message }).split('\n');
  expect([head, first]).toEqual(['✗ a.test.ts: fails', '    red']);
  expect(rest).toHaveLength(14);
});
