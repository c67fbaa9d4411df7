import * as z from 'zod';

/** Everything of this installation in Redis stands below one word, so that two may share a server. */
export const DEFAULT_PREFIX = 'soul-kg-crm';
/** Another such word, from the environment. The API and the workers have the same one, or they meet on no queue. */
export const redisPrefix = z.string().regex(/^[\w-]+$/, 'must be letters, digits, - and _ alone');

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
