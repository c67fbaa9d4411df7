import { redisPrefix } from '@soul-kg-crm/queue/catalogue';
import * as z from 'zod';
import { trustProxy } from './http/trust-proxy.ts';

const flag = z.stringbool().default(false);
/** Without the scheme, `localhost:3000` is an address as well: of the scheme `localhost`, and of no origin. */
const webAddress = z.url({
  protocol: /^https?$/,
  hostname: /./,
  error: 'must be an address that begins with http:// or https://, as https://crm.example.com',
});
/** All else of it is thrown away by whoever opens it: the dashboard answers at the root of its address alone. */
const rootAddress = webAddress.refine((address) => !URL.canParse(address) || isRoot(new URL(address)), {
  error: 'must be the address alone, without a path or anything behind it, as https://crm.example.com',
});
const isRoot = ({ href, origin }: URL) => origin === 'null' || href === `${origin}/`;
const origins = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(webAddress));

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  REDIS_PREFIX: redisPrefix.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: rootAddress.default('http://localhost:3000'),
  /** Origins besides PUBLIC_URL whose pages may call the API with a person's cookies. */
  CORS_ORIGINS: origins,
  /** Express' "trust proxy": which hops may say who the caller is. */
  TRUST_PROXY: trustProxy.default('loopback'),
  BETTER_AUTH_SECRET: z.string().min(32),
  ALLOW_SIGN_UP: flag,
  WHATSAPP_WEB_STANDIN: z
    .string()
    .regex(/^([\w.-]+:\d+|none)$/, 'must be host:port, or none')
    .transform((standin) => (standin === 'none' ? undefined : standin))
    .optional(),
  SANDBOX_URL: webAddress.optional(),
  MEDIA_DIR: z.string().min(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Requests a minute for each person, key or (before sign-in) address. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(1200),
  /** Attempts to sign in within five minutes, for each address and e-mail together; more for either alone. */
  SIGN_IN_ATTEMPTS: z.coerce.number().int().positive().default(10),
});

export type Env = z.infer<typeof schema>;

/** The API's settings; every problem with them is named at once. An empty variable counts as not set. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return read(schema, source);
}

/** As much of them as a script on the database needs. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv = process.env): string {
  return read(schema.pick({ DATABASE_URL: true }), source).DATABASE_URL;
}

function read<Settings>(settings: z.ZodType<Settings>, source: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (result.success) return result.data;
  throw new Error(`The API cannot work with these settings:\n${z.prettifyError(result.error)}`);
}
