import * as z from 'zod';

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  API_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:4000'),
  /** Reverse proxies between browsers and this server, each of which adds to X-Forwarded-For. */
  WEB_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
});

const given = read(process.env);

/** The environment of the dashboard's server, checked as a whole. */
export const env = {
  isDevelopment: given.NODE_ENV !== 'production',
  host: given.HOST,
  port: given.PORT,
  apiUrl: given.API_URL,
  proxies: given.WEB_PROXIES,
};

/** Every problem is named at once; an empty variable counts as not set. */
function read(source: NodeJS.ProcessEnv): z.infer<typeof schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Error(`The dashboard cannot work with these settings:\n${z.prettifyError(result.error)}`);
}
