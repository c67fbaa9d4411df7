import { contract } from '@soul-kg-crm/shared/contract';
import { type ContractRoute, contractRoutes } from '../http/contract-routes.ts';
import { docsStyle } from './docs-style.ts';
import { type Html, html, join } from './html.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { type Field, type Operation, operationOf } from './read-operation.ts';

/** The reference for people: one page, no script, every route with what it takes and gives. */
export function docsPage(document: OpenApiDocument): string {
  const entries = contractRoutes(contract).map((route) => ({
    route,
    operation: operationOf(document, route),
  }));
  const byTag = Map.groupBy(entries, ({ operation }) => operation.tag);
  const { title, version, description = '' } = document.info;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} API</title>
<style>${docsStyle}</style>
</head>
<body>
<nav aria-label="Routes"><strong>${title}</strong>${join([...byTag].map(([tag, group]) => navigation(tag, group)))}</nav>
<main>
<h1>${title} API <small>${version}</small></h1>
<p>${description}</p>
<p>Everything below stands under <code>/api</code>. Machines read <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${join([...byTag].map(([tag, group]) => section(tag, group)))}
</main>
</body>
</html>`.text;
}

interface Entry {
  route: ContractRoute;
  operation: Operation;
}

function navigation(tag: string, group: Entry[]): Html {
  const links = group.map(
    ({ route, operation }) => html`<li><a href="#${route.name}">${operation.summary}</a></li>`,
  );
  return html`<h2>${tag}</h2><ul>${join(links)}</ul>`;
}

function section(tag: string, group: Entry[]): Html {
  return html`<section><h2>${tag}</h2>${join(group.map(article))}</section>`;
}

function article({ route, operation }: Entry): Html {
  return html`<article id="${route.name}">
<h3>${operation.summary}</h3>
<p class="address"><b class="${route.method}">${route.method}</b> <code>${route.path}</code></p>
<p>${operation.description}</p>
${fieldTable('Takes', operation.input)}
${fieldTable(
  `Answers ${operation.status}`,
  operation.output.map((field) => ({ ...field, isRequired: false })),
)}
</article>`;
}

function fieldTable(caption: string, fields: Field[]): Html {
  if (fields.length === 0) return html``;
  const rows = fields.map(
    ({ name, type, isRequired, description }) =>
      html`<tr><td><code>${name}</code></td><td>${type}</td><td>${isRequired ? 'required' : ''}</td><td>${description}</td></tr>`,
  );
  return html`<div class="scroll"><table><caption>${caption}</caption><tbody>${join(rows)}</tbody></table></div>`;
}
