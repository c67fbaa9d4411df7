import { once } from 'node:events';
import { createSandbox } from './create-sandbox.ts';
import { readEnv } from './env.ts';

const env = readEnv();

await using sandbox = await createSandbox({
  host: env.SANDBOX_HOST,
  port: env.SANDBOX_PORT,
  tlsPort: env.SANDBOX_TLS_PORT,
  dataDir: env.SANDBOX_DATA_DIR,
  settings: { autoAcks: env.SANDBOX_AUTO_ACKS },
  isFurnished: true,
});
console.log(`The sandbox phone is at ${sandbox.url}, WhatsApp's stand-in at ${sandbox.standin}.`);
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
