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
/**
 * A leader that stands still, or whose machine is gone without a word, would hold the lock for as long as the connection
 * seems to stand, which may be hours: PostgreSQL ends one that says nothing for so long.
 */
const SILENT_MS = 10_000;
const SHOW_LIFE_MS = 2_500;
const ANSWER_MS = 5_000;

/** Hears of every commit that writes to the outbox, as long as it leads; the others are not woken. */
export function listenToOutbox(options: OutboxListenerOptions): OutboxListener {
  let connection: { client: pg.Client; isLeader: boolean } | null = null;
  let showingLife: NodeJS.Timeout | undefined;
  const forget = () => {
    clearInterval(showingLife);
    connection = null;
  };
  const drop = (client: pg.Client, error?: Error) => {
    if (connection?.client === client) forget();
    if (error) options.onError(error);
    client.end().catch(() => {});
  };
  const connect = async () => {
    const client = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_MS,
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
    forget();
    await current?.client.end();
  };
  return {
    resign,
    lead: async () => {
      const current = connection ?? (await connect());
      if (current.isLeader) return true;
      const { client } = current;
      try {
        if (!(await tryLock(client))) return false;
        await client.query('LISTEN outbox');
      } catch (error) {
        drop(client);
        throw error;
      }
      current.isLeader = true;
      const showLife = () => void client.query('SELECT 1').catch((error: Error) => drop(client, error));
      showingLife = setInterval(showLife, SHOW_LIFE_MS);
      return true;
    },
    [Symbol.asyncDispose]: resign,
  };
}

/** Held until the connection ends, however it ends. */
async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "SELECT set_config('idle_session_timeout', $2, false), pg_try_advisory_lock($1) AS locked",
    [RELAY_LOCK, String(SILENT_MS)],
  );
  return rows[0]?.locked === true;
}
