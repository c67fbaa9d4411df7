import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { messagesOf } from '@/i18n/messages';

const root = path.resolve(import.meta.dirname, '..');
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));
type Tree = { [key: string]: string | Tree };

test('both languages say the same things, with the same places to fill', () => {
  const ru = flatten(tree.parse(messagesOf('ru')));
  const en = flatten(tree.parse(messagesOf('en')));
  expect([...en.keys()].sort()).toEqual([...ru.keys()].sort());
  for (const [key, text] of ru) expect(placesOf(en.get(key) ?? ''), key).toEqual(placesOf(text));
});

test('every text is in its own language', () => {
  for (const [key, text] of flatten(tree.parse(messagesOf('en')))) {
    if (key !== 'common.languageName.ru') expect(text, key).not.toMatch(/[а-яё]/i);
  }
  for (const [key, text] of flatten(tree.parse(messagesOf('ru')))) {
    const isProperName =
      /^(common\.(product|languageName\.en)|shell\.(short\.)?whatsapp|whatsapp\.title|activity\.named)$/.test(
        key,
      );
    if (!isProperName) expect(text, key).toMatch(/[а-яё]/i);
  }
});

test('every namespace has its file in both languages', () => {
  const names = Object.keys(messagesOf('ru')).map((name) => `${name}.json`);
  for (const locale of ['ru', 'en']) {
    expect(readdirSync(path.join(root, 'messages', locale)).sort()).toEqual(names.sort());
  }
});

test('no component has text of its own', () => {
  const found: string[] = [];
  for (const file of components()) {
    const source = readFileSync(file, 'utf8');
    const literal = />\s*([^<>{}]*\p{L}{2}[^<>{}]*?)\s*<\/[a-zA-Z]/gu;
    const attribute = /\s(?:aria-label|placeholder|title|alt)="([^"]*\p{L}{2}[^"]*)"/gu;
    for (const pattern of [literal, attribute]) {
      for (const [, text] of source.matchAll(pattern)) found.push(`${path.relative(root, file)}: ${text}`);
    }
  }
  expect(found).toEqual([]);
});

function components(): string[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => path.join(root, 'src', name));
}

function flatten(node: Tree, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].sort();
}
