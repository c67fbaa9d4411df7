'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Draft } from './draft';

/** The organisation's numbers, and the one from which the draft is to leave: the default one, which comes first, unless told. */
export function useChosenNumber({ channelId }: Pick<Draft, 'channelId'>) {
  const { data } = useQuery(api.sessions.list.queryOptions());
  const numbers = data?.items ?? [];
  return { numbers, chosen: numbers.find((number) => number.channelId === channelId) ?? numbers[0] };
}
