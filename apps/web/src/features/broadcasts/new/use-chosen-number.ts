'use client';

import { useNumbers } from '@/session/use-numbers';
import type { Draft } from './draft';

/**
 * The organisation's numbers, and the one from which the draft is to leave: the default one unless told. `isNone`: it is
 * known that there are none.
 */
export function useChosenNumber({ channelId }: Pick<Draft, 'channelId'>) {
  const known = useNumbers();
  const numbers = known ?? [];
  const isNone = known?.length === 0;
  return { numbers, isNone, chosen: numbers.find((number) => number.channelId === channelId) ?? numbers[0] };
}
