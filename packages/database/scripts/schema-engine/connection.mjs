/**
 * The connection that a PostgreSQL URL describes, as separate options for node-postgres.
 *
 * @param {string} url
 * @returns {import('pg').PoolConfig}
 */
export function connectionOptions(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const schema = schemaOf(url);
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: databaseOf(pathname),
    max: 2,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5000,
    ...(schema ? { options: `-c search_path="${schema}"` } : {}),
    ...tls(searchParams.get('sslmode')),
  };
}

/**
 * Prisma's own `?schema=` of a URL.
 *
 * @param {string} url
 */
export const schemaOf = (url) => new URL(url).searchParams.get('schema') ?? undefined;

/** @param {string} pathname */
const databaseOf = (pathname) => decodeURIComponent(pathname.slice(1)) || 'postgres';

/** @param {string | null} mode */
function tls(mode) {
  if (!mode || mode === 'disable') return {};
  return { ssl: { rejectUnauthorized: mode === 'verify-ca' || mode === 'verify-full' } };
}
