import type { ActivityEntry } from './activity-entry';

/** The page of what an entry is about; null where there is none, or no longer. */
export function targetHref({ action, target }: ActivityEntry): string | null {
  const { type, id, isGone, conversationId } = target;
  if (type === 'inbound_event' || action.startsWith('messages.')) return '/dashboard/settings/queues';
  if (isGone || id === null) return null;
  switch (type) {
    case 'organization':
      return action === 'settings.agents_updated'
        ? '/dashboard/settings/agents'
        : '/dashboard/settings/whatsapp';
    case 'channel':
      return `/dashboard/settings/whatsapp/${id}`;
    case 'api-key':
      return '/dashboard/settings/api-keys';
    case 'user':
    case 'invitation':
      return '/dashboard/settings/team';
    case 'broadcast':
      return `/dashboard/broadcasts/${id}`;
    default:
      return conversationId === null ? null : `/dashboard/inbox/${conversationId}`;
  }
}
