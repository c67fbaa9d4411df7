import type { ConversationId } from '@soul-kg-crm/shared/ids';
import type { RealtimeEvent } from '@soul-kg-crm/shared/realtime';
import { api } from '@/api/client';

/** Which of the things on the screen an event makes old. */
export function keysOfEvent(event: RealtimeEvent): readonly (readonly unknown[])[] {
  switch (event.kind) {
    case 'messages.created':
      return event.messages.flatMap(({ conversationId }) => [
        ...threadKeys(conversationId),
        ...conversationKeys(conversationId),
      ]);
    case 'messages.updated':
      return event.messages.flatMap(({ conversationId, isNewest }) => [
        ...threadKeys(conversationId),
        ...(isNewest ? conversationKeys(conversationId) : []),
      ]);
    case 'conversation.updated':
    case 'conversation.handed_over':
      return conversationKeys(event.conversationId);
    case 'client.updated':
      return [
        api.clients.list.key(),
        api.clients.get.key({ input: { clientId: event.clientId } }),
        api.conversations.list.key(),
        // Name and picture stand above the thread.
        api.conversations.get.key(),
        // Two became one, or one two again: messages went from one thread to another.
        api.conversations.listMessages.key(),
        api.clients.listMerges.key(),
        api.search.key(),
      ];
    case 'broadcast.updated':
      return [
        api.broadcasts.list.key(),
        api.broadcasts.get.key({ input: { broadcastId: event.broadcastId } }),
        api.broadcasts.listRecipients.key(),
        ...activityKeys,
      ];
    case 'session.updated':
      return [
        api.sessions.list.key(),
        api.sessions.get.key({ input: { channelId: event.channelId } }),
        api.sessions.listTransitions.key(),
        api.whatsapp.qr.key(),
        api.overview.get.key(),
        // Whether they can be answered depends on their number.
        api.conversations.get.key(),
        api.queues.status.key(),
        ...activityKeys,
      ];
    case 'settings.updated':
      return [
        api.whatsapp.getSettings.key(),
        api.agents.getSettings.key(),
        api.queues.status.key(),
        ...activityKeys,
      ];
    case 'members.updated':
      return [
        api.members.key(),
        api.invitations.list.key(),
        // One's own role may be what changed, or that one belongs to it at all.
        api.account.me.key(),
        api.activity.people.key(),
        ...activityKeys,
      ];
    case 'queues.updated':
      return [api.queues.key(), ...activityKeys];
  }
}

/** What an event makes old that costs more to fetch, and can wait for a moment. */
export function slowKeysOfEvent({ kind }: RealtimeEvent): readonly (readonly unknown[])[] {
  return kind === 'messages.created' || kind === 'messages.updated' ? [api.search.key()] : [];
}

/** What administrators do is in the log as soon as it is told of. Customers' traffic would read a long log anew all the time. */
const activityKeys = [api.activity.list.key()];

function threadKeys(conversationId: ConversationId) {
  return [api.conversations.listMessages.key({ input: { conversationId } })];
}

function conversationKeys(conversationId: ConversationId) {
  return [
    api.conversations.list.key(),
    api.conversations.get.key({ input: { conversationId } }),
    api.conversations.countUnread.key(),
    api.overview.get.key(),
  ];
}

/** Everything that events tell of; who is signed in, for one, is not among it. */
export const liveKeys: readonly (readonly unknown[])[] = [
  api.conversations.key(),
  api.clients.key(),
  api.broadcasts.key(),
  api.search.key(),
  api.overview.key(),
  api.sessions.key(),
  api.whatsapp.key(),
  api.agents.key(),
  api.queues.key(),
  api.members.key(),
  api.invitations.list.key(),
  api.activity.key(),
];
