import pg from 'pg';
import { connectionOptions } from './connection.mjs';
import { writeLog } from './log.mjs';

const ALREADY_EXISTS = new Set(['42P04', '23505']);

/**
 * `schema-engine cli can-connect-to-database | create-database | drop-database`
 *
 * @param {string} command
 * @param {string} url
 * @returns {Promise<number>} the exit code
 */
export async function runDatabaseCommand(command, url) {
  const options = connectionOptions(url);
  writeLog('INFO', `Starting schema engine CLI (wasm) ${command}`);
  try {
    await perform(command, options);
    writeLog('INFO', 'ok');
    return 0;
  } catch (error) {
    const { code, message } = explain(error, options);
    writeLog('ERROR', message, { is_panic: false, error_code: code });
    return 1;
  }
}

/**
 * @param {string} command
 * @param {import('pg').PoolConfig} options
 */
async function perform(command, options) {
  const admin = { ...options, database: 'postgres' };
  const name = pg.escapeIdentifier(options.database ?? '');
  if (command === 'can-connect-to-database') return query(options, 'SELECT 1');
  if (command === 'drop-database') return query(admin, `DROP DATABASE IF EXISTS ${name}`);
  if (command !== 'create-database') throw new Error(`unknown command ${command}`);
  return query(admin, `CREATE DATABASE ${name}`).catch((error) => {
    // Somebody else created it at the same moment, which is as good.
    if (!ALREADY_EXISTS.has(error.code)) throw error;
  });
}

/**
 * @param {import('pg').PoolConfig} options
 * @param {string} sql
 */
async function query(options, sql) {
  const client = new pg.Client(options);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * Prisma's CLI recognises its own error codes only.
 *
 * @param {any} error
 * @param {import('pg').PoolConfig} options
 */
function explain(error, { host, port, user, database }) {
  const server = `${host}:${port}`;
  if (error.code === '3D000') {
    return {
      code: 'P1003',
      message: `Database \`${database}\` does not exist on the database server at \`${server}\`.`,
    };
  }
  if (error.code === '28P01' || error.code === '28000') {
    return {
      code: 'P1000',
      message: `Authentication failed against database server, the provided database credentials for \`${user}\` are not valid.`,
    };
  }
  return {
    code: 'P1001',
    message: `Can't reach database server at \`${server}\` (${error.message || error.code})`,
  };
}
