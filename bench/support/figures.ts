/** One line of what a benchmark found: the median of its runs. */
export interface Figure {
  what: string;
  value: number;
  /** ms, MB, events/s … */
  unit: string;
  /** To a bare baseline of the same run. */
  ratio?: { of: number; to: string; atMost?: number; atLeast?: number };
  p95?: { value: number; atMost?: number };
  /** CPU µs for each event, of all processes together. */
  cpuMicros?: { value: number; atMost?: number };
}

/** Prints the figures, and hands them to `npm run bench`, which shows those of all benchmarks together. */
export function report(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}\n${table(figures.map(cellsOf), HEAD)}`);
  process.send?.({ title, head: HEAD, rows: figures.map(cellsOf) });
}

/** Columns side by side, the first to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[], head: readonly string[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  return all.map((row) => `  ${line(row).join('  ').trimEnd()}`).join('\n');
}

const HEAD = ['', 'median', 'p95', 'ratio', 'to', 'CPU µs', 'asked', ''];

function cellsOf(figure: Figure): string[] {
  const { what, value, unit, ratio, p95, cpuMicros } = figure;
  return [
    what,
    `${shown(value)} ${unit}`,
    p95 ? shown(p95.value) : '',
    ratio ? shown(ratio.of) : '',
    ratio?.to ?? '',
    cpuMicros ? shown(cpuMicros.value) : '',
    ...limitOf(figure),
  ];
}

function limitOf({ ratio, p95, cpuMicros }: Figure): [string, string] {
  const checks = [
    { of: ratio?.of, limit: ratio?.atLeast, sign: '≥', isMet: (of: number, limit: number) => of >= limit },
    { of: ratio?.of, limit: ratio?.atMost, sign: '≤', isMet: (of: number, limit: number) => of <= limit },
    { of: p95?.value, limit: p95?.atMost, sign: 'p95 ≤', isMet: (of: number, limit: number) => of <= limit },
    {
      of: cpuMicros?.value,
      limit: cpuMicros?.atMost,
      sign: 'CPU ≤',
      isMet: (of: number, limit: number) => of <= limit,
    },
  ].flatMap(({ of, limit, sign, isMet }) =>
    of === undefined || limit === undefined ? [] : [{ text: `${sign} ${limit}`, isMet: isMet(of, limit) }],
  );
  if (checks.length === 0) return ['', ''];
  return [checks.map(({ text }) => text).join(', '), checks.every(({ isMet }) => isMet) ? 'met' : 'MISSED'];
}

function shown(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
