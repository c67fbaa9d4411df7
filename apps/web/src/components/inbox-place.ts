export const inboxFilters = ['all', 'unread', 'waiting', 'closed'] as const;
export type InboxFilter = (typeof inboxFilters)[number];

/** What of the inbox is shown; stands in the address, so that a reload, a link and the way back keep it. */
export interface InboxPlace {
  filter: InboxFilter;
  channelId: string | null;
}

/** All conversations of all numbers. */
export const WHOLE_INBOX: InboxPlace = { filter: 'all', channelId: null };

/** The place that an address names; what it does not know is not asked for. */
export function placeOf(params: Pick<URLSearchParams, 'get'>): InboxPlace {
  const filter = inboxFilters.find((known) => known === params.get('filter')) ?? 'all';
  return { filter, channelId: params.get('number') };
}

/** The address of a conversation, or of none, with the same list beside it. */
export function hrefOfInbox(
  { filter, channelId }: InboxPlace,
  conversationId?: string | null,
  messageId?: string,
): string {
  const params = new URLSearchParams({
    ...(filter !== 'all' && { filter }),
    ...(channelId !== null && { number: channelId }),
    ...(messageId !== undefined && { message: messageId }),
  });
  const path = conversationId ? `/dashboard/inbox/${conversationId}` : '/dashboard/inbox';
  return params.size === 0 ? path : `${path}?${params}`;
}
