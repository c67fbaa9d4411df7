import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { inspect } from '../bootstrap/inspection.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/** npm run doctor – what is there, what is missing, which versions; changes nothing. */
await runCommand(async () => {
  loadEnvFile();
  const findings = await inspect();
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, state, detail } of findings) console.log(`  ${state} ${what.padEnd(width)}  ${detail}`);
  const isFine = findings.every(({ state }) => state !== '✗');
  console.log(
    `\n${isFine ? 'Nothing stands in the way of "npm start".' : 'See the lines with ✗.'}  (· is brought by "npm start")`,
  );
  return isFine ? 0 : 1;
});
