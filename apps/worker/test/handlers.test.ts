import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as catalogue from '@soul-kg-crm/queue';
import { expect, test } from 'vitest';

test('every job of the catalogue is handled here', async () => {
  const root = path.resolve(import.meta.dirname, '../src');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((name) => readFile(path.join(root, name), 'utf8')));
  const handled = new Set(
    sources.flatMap((source) => [...source.matchAll(/createJobWorker\((\w+),/g)].map(([, name]) => name)),
  );
  const jobs = Object.entries(catalogue).flatMap(([exported, value]) =>
    [...catalogue.jobCatalogue.keys()].includes(nameOf(value)) ? [exported] : [],
  );
  expect(jobs).toHaveLength(catalogue.jobCatalogue.size);
  expect(jobs.filter((job) => !handled.has(job))).toEqual([]);
});

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}
