/** The value in the middle; of an even number of values the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Runs the whole several times and gives each named figure's median: one slow run must not decide. */
export async function medianOfRuns<Name extends string>(
  runs: number,
  run: (index: number) => Promise<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const results: Record<Name, number>[] = [];
  for (let index = 0; index < runs; index += 1) results.push(await run(index));
  const [first] = results;
  if (!first) throw new Error('There is no run');
  const merged = { ...first };
  for (const name in first) merged[name] = median(results.map((result) => result[name]));
  return merged;
}

/** Milliseconds of each of so many calls, one after the other; some calls before them are not counted. */
export async function timesOf(
  count: number,
  call: (index: number) => Promise<unknown>,
  warmUp = Math.ceil(count / 10),
): Promise<number[]> {
  for (let index = 0; index < warmUp; index += 1) await call(index);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    await call(index);
    times.push(performance.now() - startedMs);
  }
  return times;
}

/**
 * Milliseconds of each of so many calls of several kinds, one of each in turn, so that whatever else the machine does
 * falls on all of them alike; what is compared with what is then compared fairly. A tenth more goes before, uncounted.
 */
export async function timesInTurn(
  count: number,
  calls: readonly ((index: number) => Promise<unknown>)[],
): Promise<number[][]> {
  const times = calls.map((): number[] => []);
  for (let index = -Math.ceil(count / 10); index < count; index += 1) {
    for (const [which, call] of calls.entries()) {
      const startedMs = performance.now();
      await call(Math.abs(index));
      if (index >= 0) times[which]?.push(performance.now() - startedMs);
    }
  }
  return times;
}
