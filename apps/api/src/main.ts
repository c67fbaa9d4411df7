import { once } from 'node:events';
import { readEnv } from './env.ts';
import { createLog } from './log.ts';
import { startApi } from './start-api.ts';

const env = readEnv();
const log = createLog(env.LOG_LEVEL);

await using api = await startApi({
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  redisPrefix: env.REDIS_PREFIX,
  mediaDir: env.MEDIA_DIR,
  host: env.HOST,
  port: env.PORT,
  log,
  settings: {
    publicUrl: env.PUBLIC_URL,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    authSecret: env.BETTER_AUTH_SECRET,
    allowsSignUp: env.ALLOW_SIGN_UP,
    standin: env.WHATSAPP_WEB_STANDIN ?? null,
    sandboxUrl: env.SANDBOX_URL ?? null,
    requestsPerMinute: env.RATE_LIMIT_PER_MINUTE,
    signInAttempts: env.SIGN_IN_ATTEMPTS,
  },
});
log.info({ url: api.url }, 'api.started');
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
log.info('api.stopping');
