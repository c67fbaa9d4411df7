import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { connectionOptions, schemaOf } from './connection.mjs';
import { adaptForMigrations } from './migration-adapter.mjs';

/** Opens connections for the schema engine, to the database and to its shadow, and closes what the engine forgets. */
export class MigrationAdapterFactory {
  provider = 'postgres';
  adapterName = '@prisma/adapter-pg';
  /** @type {Set<any>} */
  #open = new Set();
  #url;
  #shadowDatabaseUrl;

  /**
   * @param {string} url
   * @param {string} [shadowDatabaseUrl]
   */
  constructor(url, shadowDatabaseUrl) {
    this.#url = url;
    this.#shadowDatabaseUrl = shadowDatabaseUrl;
  }

  connect() {
    return this.#connect(connectionOptions(this.#url));
  }

  /** The adapter's own method opens the main database when it was given a URL, so we open the shadow ourselves. */
  async connectToShadowDb() {
    if (this.#shadowDatabaseUrl) return this.#connect(connectionOptions(this.#shadowDatabaseUrl));
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    const options = connectionOptions(this.#url);
    const admin = new pg.Client(options);
    await admin.connect();
    await admin.query(`CREATE DATABASE "${database}"`);
    const adapter = await this.#connect({ ...options, database });
    const disconnect = adapter.dispose;
    adapter.dispose = async () => {
      await disconnect();
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.end();
    };
    return adapter;
  }

  async [Symbol.asyncDispose]() {
    for (const adapter of [...this.#open]) await adapter.dispose();
  }

  /** @param {import('pg').PoolConfig} options */
  async #connect(options) {
    const connected = await new PrismaPg(options, { schema: schemaOf(this.#url) }).connect();
    const adapter = adaptForMigrations(connected);
    const end = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      if (this.#open.delete(adapter)) await end();
    };
    this.#open.add(adapter);
    return adapter;
  }
}
