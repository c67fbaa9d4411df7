'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** The organisation's numbers in use, the default one first; undefined while they are not known. */
export function useNumbers() {
  return useQuery(api.sessions.list.queryOptions()).data?.items;
}

/** What a list shows of a number. */
export interface ShownNumber {
  channelId: string;
  name: string;
  phoneNumber: string | null;
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
    return number ?? { channelId, name: channelName, phoneNumber: null };
  };
}
