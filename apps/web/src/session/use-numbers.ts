'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

export interface ShownNumber {
  channelId: string;
  name: string;
  phone: string | null;
}

/** The organisation's numbers in use; undefined while they are not known. */
export function useNumbers(): readonly ShownNumber[] | undefined {
  const { data } = useQuery(api.sessions.list.queryOptions({ select: ({ items }) => items.map(shownOf) }));
  return data;
}

/** Gives the number of a conversation where there is more than one that it could be; one that was deleted counts. */
export function useNumberOf(): (conversation: {
  channelId: string;
  channelName: string;
}) => ShownNumber | null {
  const numbers = useNumbers();
  return ({ channelId, channelName }) => {
    if (!numbers) return null;
    const number = numbers.find((known) => known.channelId === channelId);
    if (number && numbers.length === 1) return null;
    return number ?? { channelId, name: channelName, phone: null };
  };
}

function shownOf({
  channelId,
  name,
  phoneNumber,
}: {
  channelId: string;
  name: string;
  phoneNumber: string | null;
}): ShownNumber {
  return { channelId, name, phone: phoneNumber };
}
