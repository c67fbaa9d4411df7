import { type InboxEntry, whyUnanswerable } from '@soul-kg-crm/domain';

/** A conversation as the contract shows it. */
export function presentConversation(conversation: InboxEntry) {
  const { id, channelId, channelType, status, assigneeId, client, channel, unreadCount } = conversation;
  return {
    ...{ id, channelId, channelType, status, assigneeId, unreadCount },
    channelName: channel.name,
    unanswerable: whyUnanswerable(channel),
    client: { id: client.id, name: client.name, phone: client.phone, avatarUrl: client.avatarUrl },
    agent: agentOf(conversation),
    lastMessage: lastMessageOf(conversation),
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    createdAt: conversation.createdAt.toISOString(),
  };
}

function agentOf(conversation: InboxEntry) {
  const { agentState: state, agentStateById: byId, agentStateReason: reason } = conversation;
  return { state, since: conversation.agentStateAt?.toISOString() ?? null, byId, reason };
}

function lastMessageOf(conversation: InboxEntry) {
  const { lastMessageId: id, lastMessagePreview: preview } = conversation;
  const { lastMessageKind: kind, lastMessageDirection: direction } = conversation;
  // Only our own messages' status is ever shown: a customer's message is there without one, too.
  const status = conversation.lastMessageStatus ?? (direction === 'INCOMING' ? 'PENDING' : null);
  const clientReaction = conversation.clientReactionTo === id ? conversation.clientReaction : null;
  return id && kind && direction && status ? { id, preview, kind, direction, status, clientReaction } : null;
}
