import { redisPrefix } from '@soul-kg-crm/queue/catalogue';
import * as z from 'zod';

const roles = z.enum(['sessions', 'processors', 'relay']);

const encryptionKey = z.string().refine((text) => Buffer.from(text.trim(), 'base64').length === 32, {
  message: 'must be 32 bytes in base64, as `openssl rand -base64 32` makes them',
});

const schema = z
  .object({
    NODE_ENV: z.string().default('development'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    REDIS_PREFIX: redisPrefix.optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4200),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    WORKER_ROLES: z
      .string()
      .default('sessions,processors,relay')
      .transform((text) => text.split(',').map((word) => word.trim()))
      .pipe(z.array(roles).min(1)),
    MEDIA_DIR: z.string().default('.data/media'),
    /** `local`: logins live and die with this machine's disk. */
    WHATSAPP_SESSION_STORE: z.enum(['database', 'local']).default('database'),
    /** 32 bytes in base64: what logins are encrypted by. */
    ENCRYPTION_KEY: encryptionKey.optional(),
    /** Former keys, with commas between, by which stored logins can still be read. */
    ENCRYPTION_KEYS_OLD: z
      .string()
      .default('')
      .refine((text) => text.split(',').every((key) => key === '' || encryptionKey.safeParse(key).success), {
        message: 'must be keys of 32 bytes in base64, with commas between',
      }),
    WHATSAPP_SESSIONS_DIR: z.string().default('.data'),
    /** Shown to administrators; the machine's name unless set. */
    WORKER_NAME: z.string().max(60).optional(),
    /** A worker that cannot renew its leases for so long has lost its channels to the others. */
    WORKER_LEASE_MS: z.coerce.number().int().min(2_000).max(120_000).default(10_000),
    /** Channels that this worker runs at the most; unless set, as many as its memory allows. */
    WORKER_MAX_SESSIONS: z.coerce.number().int().min(1).max(500).optional(),
    /** What a session may use before it is restarted at a quiet moment; WhatsApp's page takes 150 to 400 MB. */
    WORKER_SESSION_MEMORY_MB: z.coerce.number().int().min(100).max(4_000).default(500),
    CHROMIUM_PATH: z.string().optional(),
    /** Needs user namespaces and a user other than root; most containers have neither. */
    CHROMIUM_SANDBOX: z.stringbool().default(false),
    WHATSAPP_WEB_STANDIN: z
      .string()
      .regex(/^([\w.-]+:\d+|none)$/, 'must be host:port, or none')
      .transform((standin) => (standin === 'none' ? undefined : standin))
      .optional(),
    ALLOW_STANDIN: z.stringbool().default(false),
    /** For load tests: no limits and no pace. */
    WHATSAPP_UNLIMITED: z.stringbool().default(false),
  })
  .refine((env) => !env.WHATSAPP_UNLIMITED || env.WHATSAPP_WEB_STANDIN, {
    path: ['WHATSAPP_UNLIMITED'],
    message:
      'lifts the limits that keep a number from being banned: it is for tests against a stand-in only.',
  })
  .refine(
    (env) =>
      env.ENCRYPTION_KEY || env.WHATSAPP_SESSION_STORE === 'local' || !env.WORKER_ROLES.includes('sessions'),
    {
      path: ['ENCRYPTION_KEY'],
      message:
        'is needed to keep logins in the database: set it, or WHATSAPP_SESSION_STORE=local to keep them on this disk alone.',
    },
  )
  .refine((env) => env.NODE_ENV !== 'production' || !env.WHATSAPP_WEB_STANDIN || env.ALLOW_STANDIN, {
    path: ['WHATSAPP_WEB_STANDIN'],
    message:
      'points WhatsApp at a stand-in, which production refuses: customers would not be reached. Remove it, or set ALLOW_STANDIN=true if this is a demo.',
  });

export type WorkerEnv = z.infer<typeof schema>;

/** Something in the environment is missing or wrong; the message names all of it. */
export class EnvError extends Error {
  constructor(problems: string[]) {
    super(`The worker cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

/** The worker's settings; an empty variable counts as not set. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): WorkerEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new EnvError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}
