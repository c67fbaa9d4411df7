import path from 'node:path';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  /** Goes before SANDBOX_PORT: so whoever runs several processes tells each its own. */
  PORT: port.optional(),
  SANDBOX_PORT: port.default(4100),
  SANDBOX_TLS_PORT: port.default(4443),
  SANDBOX_DATA_DIR: z.string().default(path.resolve('.data/sandbox')),
  SANDBOX_AUTO_ACKS: z.stringbool().default(false),
});

export type SandboxEnv = Omit<z.infer<typeof schema>, 'PORT'>;

/** Something in the environment is wrong; the message names all of it. */
export class EnvError extends Error {
  constructor(problems: string[]) {
    super(`The sandbox cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

/** The sandbox's settings; an empty variable counts as not set. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): SandboxEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new EnvError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const { PORT, SANDBOX_PORT, ...rest } = result.data;
  return { ...rest, SANDBOX_PORT: PORT ?? SANDBOX_PORT };
}
