import type { Database } from '@soul-kg-crm/database';
import { recordSessionFacts } from '@soul-kg-crm/domain';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import { ownMemoryMb } from '@soul-kg-crm/whatsapp/client';
import type { SessionManager } from '@soul-kg-crm/whatsapp/sessions';
import type { Logger } from 'pino';
import type { Metrics } from '../runtime/metrics.ts';
import { ownerScope } from '../runtime/owner-scope.ts';

/** What is needed of the session manager. */
export interface MeasuredSessions extends Pick<SessionManager, 'running' | 'restart'> {
  client(channelId: string): Pick<WhatsAppClient, 'memoryMb'> | null;
}

export interface SessionMemoryOptions {
  manager: MeasuredSessions;
  database: Database;
  metrics: Metrics;
  log: Logger;
  /** MB that one session may use. */
  limitMb: number;
  /** Milliseconds since anything happened on the channel. */
  quietMs: (channelId: string) => number;
  now?: () => number;
}

/** What is known of one connection's browser. */
interface Connection {
  sinceMs: number;
  /** What the page needs by itself: the most that its browser took at the beginning. */
  levelMb: number;
  isWarnedOf: boolean;
}

type Measured = ReturnType<MeasuredSessions['client']> & object;

/** A session that is too large is restarted when nobody has written for so long. */
const QUIET_MS = 60_000;
/** A page loads its chats for so long; what its browser takes then is its level. */
const SETTLING_MS = 10 * 60_000;
/** Larger by so much than at the beginning: it has grown, and a new browser is smaller again. */
const GROWN = 1.5;
/** Between two restarts of a session lies so long at the least. */
const RESTART_EVERY_MS = 3_600_000;
/** Written only when it has changed by more: nobody looks at single megabytes. */
const WORTH_WRITING_MB = 10;

/**
 * Measures what each session takes, and restarts gently what has grown too large. A page that needs that much from the
 * beginning would need it again: of that it only warns.
 */
export class SessionMemory {
  readonly #options: SessionMemoryOptions;
  readonly #written = new Map<string, number>();
  readonly #connections = new WeakMap<Measured, Connection>();
  readonly #restartedAtMs = new Map<string, number>();

  constructor(options: SessionMemoryOptions) {
    this.#options = options;
  }

  async measure(): Promise<void> {
    const { manager, database, metrics, log, limitMb, quietMs } = this.#options;
    const running = manager.running();
    const share = ((await ownMemoryMb()) ?? 0) / Math.max(1, running.length);
    metrics.sessionMemory.reset();
    for (const channel of running) {
      const { channelId } = channel;
      const client = manager.client(channelId);
      const browserMb = await client?.memoryMb();
      if (!client || !browserMb) continue;
      const memoryMb = Math.round(browserMb + share);
      metrics.sessionMemory.set({ channel: channelId }, memoryMb);
      if (Math.abs(memoryMb - (this.#written.get(channelId) ?? 0)) >= WORTH_WRITING_MB) {
        await recordSessionFacts(ownerScope(database, channel), channelId, { memoryMb });
        this.#written.set(channelId, memoryMb);
      }
      const connection = this.#noteLevel(client, browserMb);
      if (memoryMb <= limitMb || quietMs(channelId) < QUIET_MS) continue;
      if (this.#isWorthRestarting(channelId, connection, browserMb)) {
        log.warn({ channelId, memoryMb, limitMb }, 'session.too_large');
        this.#restartedAtMs.set(channelId, this.#now());
        manager.restart(channelId, 'MEMORY_LIMIT');
      } else if (!connection.isWarnedOf) {
        log.warn({ channelId, memoryMb, limitMb }, 'session.needs_more_memory');
        connection.isWarnedOf = true;
      }
    }
  }

  #noteLevel(client: Measured, browserMb: number): Connection {
    const nowMs = this.#now();
    const fresh = { sinceMs: nowMs, levelMb: browserMb, isWarnedOf: false };
    const connection = this.#connections.get(client) ?? fresh;
    this.#connections.set(client, connection);
    if (nowMs - connection.sinceMs < SETTLING_MS) {
      connection.levelMb = Math.max(connection.levelMb, browserMb);
    }
    return connection;
  }

  #isWorthRestarting(channelId: string, { levelMb }: Connection, browserMb: number): boolean {
    const restartedAtMs = this.#restartedAtMs.get(channelId) ?? Number.NEGATIVE_INFINITY;
    return browserMb >= levelMb * GROWN && this.#now() - restartedAtMs >= RESTART_EVERY_MS;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
