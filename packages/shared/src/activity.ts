import * as z from 'zod';

/** What it is about, as people filter by it. */
export const activityGroup = z.enum([
  'settings',
  'channel',
  'api-key',
  'broadcast',
  'conversation',
  'message',
  'client',
  'dead_letter',
  'member',
]);
export type ActivityGroup = z.infer<typeof activityGroup>;

/** What the activity log can hold, by what it is about. Whatever is added here needs its sentence in the dashboard. */
export const activityActions = {
  settings: ['settings.whatsapp_updated', 'settings.agents_updated'],
  channel: [
    'channel.create',
    'channel.rename',
    'channel.make_default',
    'channel.connect',
    'channel.connected',
    // Another phone was linked.
    'channel.number_changed',
    'channel.failed',
    // Not by anybody here: on the phone, or by WhatsApp.
    'channel.unlinked',
    'channel.code_not_scanned',
    'channel.move',
    'channel.disconnect',
    'channel.log_out',
    'channel.logged_out',
    'channel.delete',
  ],
  'api-key': ['api-key.created', 'api-key.deleted'],
  broadcast: [
    'broadcast.created',
    'broadcast.paused',
    'broadcast.resumed',
    'broadcast.cancelled',
    // By itself, with its reason.
    'broadcast.stopped',
  ],
  conversation: ['conversation.updated', 'conversation.agent_state_changed'],
  message: [
    'message.edited',
    'message.cancelled',
    'messages.retried',
    'messages.dismissed',
    'messages.taken_back',
  ],
  client: ['client.updated', 'client.merged', 'client.merge_undone', 'client.phone_passed_on'],
  dead_letter: ['dead_letter.dismissed', 'dead_letters.retried'],
  member: [
    'member.invited',
    'member.invitation_renewed',
    'member.invitation_withdrawn',
    'member.joined',
    'member.role_changed',
    'member.password_link_made',
    'member.password_renewed',
    'member.removed',
    'member.left',
  ],
} as const satisfies Record<ActivityGroup, readonly string[]>;

/** One of them; the log of an older or newer version may hold others. */
export type ActivityAction = (typeof activityActions)[ActivityGroup][number];

/** What an entry can be about. */
export const activityTargetType = z.enum([
  'organization',
  'channel',
  'api-key',
  'broadcast',
  'conversation',
  'message',
  'client',
  'inbound_event',
  'user',
  'invitation',
]);
export type ActivityTargetType = z.infer<typeof activityTargetType>;

const known: ReadonlySet<string> = new Set(Object.values(activityActions).flat());

/** Whether this version knows what happened. */
export function isActivityAction(action: string): action is ActivityAction {
  return known.has(action);
}
