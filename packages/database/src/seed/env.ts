import * as z from 'zod';
import { PUBLIC_PASSWORD } from './inhabitants.ts';

/** What the seed reads from the environment. */
export const seedEnv = z
  .object({
    DATABASE_URL: z.url(),
    DEMO_EMAIL: z.email().default('demo@soul.kg'),
    DEMO_PASSWORD: z.string().min(8).default(PUBLIC_PASSWORD),
  })
  .parse(process.env);
