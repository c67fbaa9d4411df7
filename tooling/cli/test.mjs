import { runChecks } from '../bootstrap/checks.mjs';
import { ensureChromium } from '../bootstrap/chromium.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { formatFailure } from '../bootstrap/failures.mjs';
import { endRunningPrograms } from '../bootstrap/processes.mjs';
import { cancelSteps, elapsedSeconds, finishedSteps, runCommand, step } from '../bootstrap/steps.mjs';
import { onStopSignal } from '../bootstrap/stop-signal.mjs';
import { failuresOfRun } from '../bootstrap/test-report.mjs';
import { startTestServices, stopTestServices } from '../bootstrap/test-services.mjs';

/** npm test – everything that must hold, on a machine that has only Node and npm. */
await runCommand(async () => {
  onStopSignal(() => {
    cancelSteps();
    endRunningPrograms();
  });
  await ensureDependencies();
  const services = await step('PostgreSQL and Redis for the tests', startTestServices);
  try {
    const chromium = await step('Chromium', ensureChromium);
    const counts = await runChecks({ chromiumPath: chromium.path });
    summarise(counts);
    return counts.failed === 0 ? 0 : 1;
  } finally {
    // Services that were up before stay up: somebody is working with them.
    if (!services.postgres.wasRunning && !services.redis.wasRunning) await stopTestServices();
  }
});

/** @param {import('../bootstrap/test-report.mjs').Counts} counts */
function summarise({ passed, failed, skipped }) {
  console.log('\nHow long it took:');
  for (const { label, seconds } of finishedSteps())
    console.log(`  ${seconds.toFixed(1).padStart(7)} s  ${label}`);
  console.log(`  ${elapsedSeconds().toFixed(1).padStart(7)} s  in total\n`);
  if (failed > 0) for (const failure of failuresOfRun()) console.log(`${formatFailure(failure)}\n`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
