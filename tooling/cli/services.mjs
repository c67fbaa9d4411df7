import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { startTestServices, stopTestServices, testServicePorts } from '../bootstrap/test-services.mjs';

/** node tooling/cli/services.mjs up|down|status – the PostgreSQL and the Redis of the tests. */
await runCommand(async () => {
  const command = process.argv[2];
  if (command === 'up') return up();
  if (command === 'down') return down();
  if (command === 'status') return status();
  console.error('Usage: node tooling/cli/services.mjs up|down|status');
  return 2;
});

async function up() {
  await ensureDependencies();
  const { postgres, redis } = await startTestServices();
  console.log(`PostgreSQL ${postgres.description}: ${postgres.url('postgres')}`);
  console.log(`Redis ${redis.description}: ${redis.url}`);
}

async function down() {
  await step('Test services stopped', stopTestServices);
}

async function status() {
  const { postgres, redis } = await testServicePorts();
  console.log(`PostgreSQL: ${postgres ? `running on 127.0.0.1:${postgres}` : 'not running'}`);
  console.log(`Redis: ${redis ? `running on 127.0.0.1:${redis}` : 'not running'}`);
  return postgres && redis ? 0 : 1;
}
