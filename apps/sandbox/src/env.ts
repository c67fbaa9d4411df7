import path from 'node:path';
import * as z from 'zod';

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);

const schema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port(4100),
  SANDBOX_TLS_PORT: port(4443),
  SANDBOX_DATA_DIR: z.string().default(path.resolve('.data/sandbox')),
  SANDBOX_AUTO_ACKS: z.stringbool().default(true),
});

/** The environment, checked as a whole; every problem is named at once. */
export const env = schema.parse(process.env);
