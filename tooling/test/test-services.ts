import { startTestServices } from '../bootstrap/test-services.mjs';

export interface ServiceUrls {
  /** A database that is always there, with the right to create others. */
  adminUrl: string;
  redisUrl: string;
}

let urls: Promise<ServiceUrls> | undefined;

/** The PostgreSQL and Redis for tests: those of DATABASE_URL and REDIS_URL where set, else the project's own. */
export function testServices(): Promise<ServiceUrls> {
  urls ??= findServices();
  return urls;
}

/** The same server's other database. */
export function withDatabaseName(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function findServices(): Promise<ServiceUrls> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const own = DATABASE_URL && REDIS_URL ? undefined : await startTestServices();
  return {
    adminUrl: DATABASE_URL
      ? withDatabaseName(DATABASE_URL, 'postgres')
      : (own?.postgres.url('postgres') ?? ''),
    redisUrl: REDIS_URL ?? own?.redis.url ?? '',
  };
}
