import pg from 'pg';

export interface OutboxListenerOptions {
  url: string;
  /** Something was committed that is to be published; told to the leader alone. */
  onWake: () => void;
  onError: (error: Error) => void;
}

/** The relay's own connection: it is woken through it, and whoever holds its lock is the only relay. */
export interface OutboxListener extends AsyncDisposable {
  /** Whether this process is the relay now; becomes it where nobody else is. Connects again after a loss. */
  lead(): Promise<boolean>;
  /** Lets another process be the relay, until `lead` is called again. */
  resign(): Promise<void>;
}

// Any number, the same in every process of an installation.
const RELAY_LOCK = 7_305_817_204;

/** Hears of every commit that writes to the outbox, as long as it leads; the others are not woken. */
export function listenToOutbox(options: OutboxListenerOptions): OutboxListener {
  let connection: { client: pg.Client; isLeader: boolean } | null = null;
  const drop = (client: pg.Client, error?: Error) => {
    if (connection?.client === client) connection = null;
    if (error) options.onError(error);
    client.end().catch(() => {});
  };
  const connect = async () => {
    const client = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', (error) => drop(client, error));
    client.on('end', () => drop(client));
    client.on('notification', () => options.onWake());
    try {
      await client.connect();
    } catch (error) {
      drop(client);
      throw error;
    }
    connection = { client, isLeader: false };
    return connection;
  };
  const resign = async () => {
    const current = connection;
    connection = null;
    await current?.client.end();
  };
  return {
    resign,
    lead: async () => {
      const current = connection ?? (await connect());
      if (current.isLeader) return true;
      if (!(await tryLock(current.client))) return false;
      await current.client.query('LISTEN outbox');
      current.isLeader = true;
      return true;
    },
    [Symbol.asyncDispose]: resign,
  };
}

/** Held until the connection ends, however it ends. */
async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    RELAY_LOCK,
  ]);
  return rows[0]?.locked === true;
}
