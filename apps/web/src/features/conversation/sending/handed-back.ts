'use client';

import { useEffect, useRef } from 'react';

type Taker = (text: string) => void;

const takers = new Map<string, Taker>();

/** Gives a text that came too late to be sent to the conversation's composer; says whether there is one. */
export function handBack(conversationId: string, text: string): boolean {
  const take = takers.get(conversationId);
  take?.(text);
  return take !== undefined;
}

/** Takes what is handed back to the composer of a conversation, behind what stands in it. */
export function useHandedBack(conversationId: string, standing: string, write: Taker): void {
  const take = useRef<Taker>(write);
  take.current = (text) => write([standing.trimEnd(), text].filter((part) => part !== '').join('\n'));
  useEffect(() => {
    const taker: Taker = (text) => take.current(text);
    takers.set(conversationId, taker);
    return () => {
      if (takers.get(conversationId) === taker) takers.delete(conversationId);
    };
  }, [conversationId]);
}
