'use client';

import { dayOf, daysBetween } from './days';
import { useMoments } from './use-moments';

/** A moment that is near: today's by the clock, any other with its day. */
export function useSoon(): (iso: string) => string {
  const { time, day } = useMoments();
  return (iso) =>
    daysBetween(dayOf(new Date(iso)), dayOf(new Date())) === 0 ? time(iso) : `${day(iso)}, ${time(iso)}`;
}
