import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the worker counts, for Prometheus. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    published: new Counter({
      name: 'soul_outbox_published_total',
      help: 'Announcements that the relay published',
      labelNames: ['topic'],
      registers,
    }),
    stored: new Counter({
      name: 'soul_inbound_stored_total',
      help: 'Inbound events that were stored for the first time',
      registers,
    }),
    processed: new Counter({
      name: 'soul_inbound_processed_total',
      help: 'Inbound events that were processed, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    sends: new Counter({
      name: 'soul_outbound_sends_total',
      help: 'Attempts to send a message, by the status afterwards',
      labelNames: ['status'],
      registers,
    }),
    waitingEvents: new Gauge({
      name: 'soul_inbound_waiting_events',
      help: 'Inbound events in memory that wait for the database; for those on the disk see soul_inbound_waiting_disk_bytes',
      registers,
    }),
    connectedSessions: new Gauge({
      name: 'soul_connected_sessions',
      help: 'Channels that this worker holds connected',
      registers,
    }),
    sessionMemory: new Gauge({
      name: 'soul_session_memory_mb',
      help: "A session's browser and its share of the worker, MB",
      labelNames: ['channel'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
