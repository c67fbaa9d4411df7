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
}

/** A session that is too large is restarted when nobody has written for so long. */
const QUIET_MS = 60_000;
/** Written only when it has changed by more: nobody looks at single megabytes. */
const WORTH_WRITING_MB = 10;

/** Measures what each session takes, and restarts gently what has grown too large. */
export class SessionMemory {
  readonly #options: SessionMemoryOptions;
  readonly #written = new Map<string, number>();

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
      const browserMb = await manager.client(channelId)?.memoryMb();
      if (!browserMb) continue;
      const memoryMb = Math.round(browserMb + share);
      metrics.sessionMemory.set({ channel: channelId }, memoryMb);
      if (Math.abs(memoryMb - (this.#written.get(channelId) ?? 0)) >= WORTH_WRITING_MB) {
        await recordSessionFacts(ownerScope(database, channel), channelId, { memoryMb });
        this.#written.set(channelId, memoryMb);
      }
      if (memoryMb <= limitMb || quietMs(channelId) < QUIET_MS) continue;
      log.warn({ channelId, memoryMb, limitMb }, 'session.too_large');
      manager.restart(channelId, 'MEMORY_LIMIT');
    }
  }
}
