'use client';

import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { optionAfter } from './option-after';

interface ResultKeys {
  /** What is searched for; none: the search is not open. */
  search: string;
  /** Ends the search. */
  onLeave(): void;
}

/**
 * ↑ and ↓ walk through what was found, Enter opens it, Esc ends the search. The focus stays in the field, and screen
 * readers are told which one is meant. What is found may change meanwhile, so the page itself is asked what stands there.
 */
export function useResultKeys({ search, onLeave }: ResultKeys) {
  const list = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search has other results
  useEffect(() => setActiveId(undefined), [search]);
  const isOpen = search !== '';
  const step = useCallback(
    (by: 1 | -1) => {
      const next = optionAfter(idsIn(list.current), activeId, by);
      if (next === null) return null;
      setActiveId(next);
      const option = document.getElementById(next);
      option?.scrollIntoView({ block: 'nearest' });
      return option;
    },
    [activeId],
  );
  const choose = () => {
    const ids = idsIn(list.current);
    const id = activeId ?? ids[0];
    if (id === undefined) return;
    const option = document.getElementById(id);
    option?.click();
    // What a further page brings stands behind the last one that was there.
    if (option instanceof HTMLButtonElement) setActiveId(ids[ids.indexOf(id) - 1]);
  };
  const press = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (!isOpen || event.nativeEvent.isComposing || altKey || ctrlKey || metaKey) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') onLeave();
    else if (key === 'Enter') choose();
    else return;
    event.preventDefault();
  };
  /** What was clicked is where the keys go on from. */
  const click = ({ target }: MouseEvent) => {
    if (target instanceof Element) setActiveId(target.closest('[role="option"]')?.id);
  };
  return { list, isOpen, activeId, step, press, click };
}

function idsIn(list: HTMLElement | null): string[] {
  return [...(list?.querySelectorAll('[role="option"]') ?? [])].map(({ id }) => id);
}
