import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../page');

/** The page of WhatsApp Web: one document, one script of all files in `src/page`, in the order of their names. */
export function pageHtml(version: string): string {
  return `<!doctype html>
<html lang="en" data-version="${version}">
<head><meta charset="utf-8"><title>WhatsApp</title><link rel="icon" href="data:,"></head>
<body><div id="app">This page stands in for WhatsApp Web.</div><script src="/page.js"></script></body>
</html>`;
}

export function pageScript(): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const source = files.sort().map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return `(() => {\n'use strict';\n${source.join('\n')}\n})();`;
}
