import { expect, test } from 'vitest';
import { namedTests, testTitles, titlesIn } from './test-titles.ts';

// Two documents promise something line by line, each with the title of the test that holds it.

const titles = testTitles();

test('titles are read as people write them', () => {
  const source = `
    test('plain', () => {});
    test.each([1])(
      'each “%s”',
      (n) => {},
    );
    it.concurrent("somebody's", async () => {});
    expect(call('no title')).toBe('none');`;
  expect(titlesIn(source)).toEqual(['plain', 'each “%s”', "somebody's"]);
});

test.each(['docs/library-facts.md', 'docs/rules.md'])(
  'every line of %s has the test that it names',
  (document) => {
    const rows = namedTests(document);
    expect(rows.length).toBeGreaterThan(35);
    expect(rows.filter(({ title }) => !titles.has(title))).toEqual([]);
  },
);

test('a rule has a test of its own: no title stands for two rules, nor at two tests', () => {
  const rules = namedTests('docs/rules.md');
  const numbers = rules.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)]);
  const named = rules.map(({ title }) => title);
  expect(named.filter((title, index) => named.indexOf(title) !== index)).toEqual([]);
  expect(named.filter((title) => (titles.get(title) ?? 0) > 1)).toEqual([]);
});
