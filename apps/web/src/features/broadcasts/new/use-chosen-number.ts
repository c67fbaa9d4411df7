'use client';

import { useNumbers } from '@/session/use-numbers';
import type { Draft } from './draft';

/** The organisation's numbers, and the one from which the draft is to leave: the default one unless told. */
export function useChosenNumber({ channelId }: Pick<Draft, 'channelId'>) {
  const numbers = useNumbers() ?? [];
  return { numbers, chosen: numbers.find((number) => number.channelId === channelId) ?? numbers[0] };
}
