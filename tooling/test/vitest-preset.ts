import path from 'node:path';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import { LONGEST_WAIT_MS } from './wait-for.ts';

/** How every package runs its tests: real services, a few processes that load the code once, nothing left at the end of a file. */
export function vitestPreset(overrides: ViteUserConfig = {}): ViteUserConfig {
  return mergeConfig(PRESET, overrides);
}

const PRESET = defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    passWithNoTests: true,
    pool: 'forks',
    // Loading Prisma and the rest anew for each file took half of a package's CPU. `leak-check` holds a file to what it took.
    isolate: false,
    // Turborepo runs two packages at once on a machine of two cores; more processes would only wait for each other.
    maxWorkers: 2,
    // Longer than any test takes on a busy machine: these are for what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Of `expect.poll`: mostly real processes are asked.
    expect: { poll: { timeout: LONGEST_WAIT_MS } },
    teardownTimeout: 5000,
    setupFiles: [path.join(import.meta.dirname, 'leak-check.ts')],
    // `npm test` adds these reports up; Turborepo keeps them with the result of the run.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
  },
});

export default PRESET;
