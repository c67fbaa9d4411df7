/** Everything of this installation in Redis stands below one word, so that two may share a server. */
export const DEFAULT_PREFIX = 'soul-kg-crm';

/** Where the relay publishes an organisation's realtime events: JSON of shared's RealtimeEnvelope. */
export function realtimeTopic(organizationId: string, prefix = DEFAULT_PREFIX): string {
  return `${prefix}:realtime:${organizationId}`;
}

/** What to subscribe to (PSUBSCRIBE) to hear every organisation's events. */
export function realtimePattern(prefix = DEFAULT_PREFIX): string {
  return `${prefix}:realtime:*`;
}

/** Where hints for every worker are published: JSON `{ name, payload }`. */
export function controlTopic(prefix = DEFAULT_PREFIX): string {
  return `${prefix}:control`;
}
