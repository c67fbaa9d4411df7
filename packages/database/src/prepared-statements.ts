import type pg from 'pg';

const PREPARED = /^\s*-- prepared: (?<name>[a-z0-9_]+)\n/;

/**
 * A statement that begins with `-- prepared: its_name` is planned once for each connection instead of at each call: for
 * long ones on the busiest paths, whose planning costs more than their execution. A name stands for one text, always.
 */
export function preparedName(text: string): string | undefined {
  return PREPARED.exec(text)?.groups?.name;
}

/** For how long a plan is used, in ms: a thousandth of a connection's time goes into making it anew. */
export const PLANS_KEPT_MS = 10_000;

/**
 * Runs statements by name. PostgreSQL keeps their plans until the tables are analysed, which it does by the clock: a plan of
 * the time when a table had some rows would read all of it when it has a hundred thousand, for a minute and more.
 */
export class PreparedStatements {
  readonly #pool: pg.Pool;
  readonly #keptMs: number;
  readonly #plannedAtMs = new WeakMap<pg.PoolClient, number>();

  constructor(pool: pg.Pool, keptMs: number) {
    this.#pool = pool;
    this.#keptMs = keptMs;
  }

  async run(query: pg.QueryConfig): Promise<Record<string, unknown>[]> {
    const client = await this.#pool.connect();
    try {
      await this.#forgetOldPlans(client);
      const { rows } = await client.query<Record<string, unknown>>(query);
      client.release();
      return rows;
    } catch (error) {
      // As `pool.query` does: nobody looks whether the connection is to blame.
      client.release(true);
      throw error;
    }
  }

  async #forgetOldPlans(client: pg.PoolClient): Promise<void> {
    const nowMs = performance.now();
    const plannedAtMs = this.#plannedAtMs.get(client);
    if (plannedAtMs !== undefined && nowMs - plannedAtMs < this.#keptMs) return;
    this.#plannedAtMs.set(client, nowMs);
    if (plannedAtMs !== undefined) await client.query('DISCARD PLANS');
  }
}
