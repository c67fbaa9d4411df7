import path from 'node:path';
import type { Settings } from './settings.ts';

/** The folder of the page's scripts: ES modules that the browser loads as they are. */
export const pageFolder = path.join(import.meta.dirname, '../page');

/** The document of WhatsApp Web. */
export function pageHtml({ version, withheldModules }: Settings): string {
  return `<!doctype html>
<html lang="en" data-version="${quoteSafe(version)}" data-withheld="${quoteSafe(withheldModules.join(' '))}">
<head><meta charset="utf-8"><title>WhatsApp</title><link rel="icon" href="data:,"></head>
<body><div id="app">This page stands in for WhatsApp Web.</div><script type="module" src="/page/boot.js"></script></body>
</html>`;
}

function quoteSafe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
