import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { fromRoot } from '../bootstrap/paths.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { turbo } from '../bootstrap/turbo.mjs';

/** @typedef {{ title: string, head: string[], rows: string[][] }} Report */

/** npm run bench [-- inbox …] – runs the benchmarks of bench/, or those named, and shows their figures together. */
await runCommand(async () => {
  const { node } = await ensureDependencies();
  const wanted = process.argv.slice(2);
  const there = readdirSync(fromRoot('bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
  const unknown = wanted.filter((name) => !there.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}; there are ${there.join(', ')}.`);
    return 1;
  }
  await step('Generated code', () => turbo('generate'));
  /** @type {Report[]} */
  const reports = [];
  const failed = [];
  for (const name of wanted.length > 0 ? wanted : there) {
    const before = reports.length;
    console.log(`\n── ${name}`);
    if ((await runBenchmark(node.node, name, reports)) !== 0) failed.push(name);
    else if (reports.length === before) console.log(`${name} reported no figures`);
  }
  print(reports);
  if (failed.length > 0) console.error(`\nNot finished: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
});

/**
 * @param {string} node
 * @param {string} name
 * @param {Report[]} reports
 * @returns {Promise<number>}
 */
async function runBenchmark(node, name, reports) {
  const child = spawn(node, [fromRoot('bench', `${name}.ts`)], {
    cwd: fromRoot('bench'),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => reports.push(/** @type {Report} */ (message)));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** @param {Report[]} reports */
function print(reports) {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  console.log(`\n══ ${availableParallelism()} × ${model}, ${memory}; Node ${process.versions.node}`);
  const rows = reports.flatMap((report) => [report.head, ...report.rows]);
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  for (const report of reports) {
    console.log(`\n${report.title}`);
    for (const row of [report.head, ...report.rows]) console.log(`  ${line(row).trimEnd()}`);
  }
}
