import { availableParallelism } from 'node:os';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { ensureChromium } from '@soul-kg-crm/tooling/chromium';
import { inData } from '@soul-kg-crm/tooling/paths';
import { testsOf } from './sizes.ts';

const { path: executablePath } = await ensureChromium();
const cores = availableParallelism();
const browser: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  launchOptions: { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] },
};

export default defineConfig({
  testDir: './specs',
  outputDir: inData('test/e2e-results'),
  globalSetup: './global-setup.ts',
  // Each page under test brings a second Chromium, the worker's, and waits for it a good part of the time: two at once are
  // done sooner than one after another on two cores too; more than half the cores only wait for each other.
  workers: Math.min(4, cores, Math.max(2, Math.floor(cores / 2))),
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Nothing waits for as long, unless something is wrong: a machine that is busy with other things is no fault.
  timeout: 300_000,
  expect: { timeout: 30_000, toPass: { timeout: 30_000 } },
  reporter: [['list'], ['json', { outputFile: inData('test/e2e-report.json') }]],
  use: {
    screenshot: 'only-on-failure',
    // Each step with the page as it stood. A film beside it would make Chromium draw every frame for it, which takes as much
    // of the machine as everything else that it does.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  projects: [
    { name: 'desktop', ...testsOf.desktop, use: { ...browser, viewport: { width: 1440, height: 900 } } },
    {
      name: 'mobile',
      ...testsOf.mobile,
      use: { ...browser, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
  ],
});
