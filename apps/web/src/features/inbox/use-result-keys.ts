'use client';

import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { optionAfter } from './option-after';

interface ResultKeys {
  /** What is searched for; none: the search is not open. */
  search: string;
  /** What stands in the field, of which the search is not told at each letter. */
  text: string;
  /** Whether what stands there is what the text finds. */
  isSettled: boolean;
  field: RefObject<HTMLInputElement | null>;
  /** Ends the search. */
  onLeave(): void;
}

/**
 * ↑ and ↓ walk through what was found, Enter opens it, Esc ends the search. The focus stays in the field, and screen
 * readers are told which one is meant. Whoever is faster than the search gets its first result when it is there. What is found may change meanwhile, so the page itself is asked what stands there.
 */
export function useResultKeys({ search, text, isSettled, field, onLeave }: ResultKeys) {
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<{ search: string; id: string | undefined }>();
  // Another search has other results.
  const activeId = active?.search === search ? active.id : undefined;
  const setActiveId = useCallback((id: string | undefined) => setActive({ search, id }), [search]);
  const isOpen = search !== '';
  const step = useCallback(
    (by: 1 | -1) => {
      if (!isSettled) return null;
      const next = optionAfter(idsIn(list.current), activeId, by);
      if (next === null) return null;
      setActiveId(next);
      const option = document.getElementById(next);
      option?.scrollIntoView({ block: 'nearest' });
      return option;
    },
    [activeId, setActiveId, isSettled],
  );
  const open = () => {
    const ids = idsIn(list.current);
    const id = activeId ?? ids[0];
    if (id === undefined) return;
    const option = document.getElementById(id);
    option?.click();
    // What a further page brings stands behind the last one that was there.
    if (option instanceof HTMLButtonElement) setActiveId(ids[ids.indexOf(id) - 1]);
  };
  const askToOpen = useOnceSettled({ text, isSettled, field, open });
  const press = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (text === '' || event.nativeEvent.isComposing || altKey || ctrlKey || metaKey) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') onLeave();
    else if (key === 'Enter') askToOpen();
    else return;
    event.preventDefault();
  };
  /** What was clicked is where the keys go on from. */
  const click = ({ target }: MouseEvent) => {
    if (target instanceof Element) setActiveId(target.closest('[role="option"]')?.id);
  };
  return { list, isOpen, activeId, step, press, click };
}

/** Opens at once what is there, else as soon as it is: unless something else is typed or turned to meanwhile. */
function useOnceSettled({
  text,
  isSettled,
  field,
  open,
}: Pick<ResultKeys, 'text' | 'isSettled' | 'field'> & { open(): void }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const current = useRef(open);
  current.current = open;
  useEffect(() => {
    if (wanted === null || (wanted === text && !isSettled)) return;
    setWanted(null);
    if (wanted === text && document.activeElement === field.current) current.current();
  }, [wanted, text, isSettled, field]);
  return () => setWanted(text);
}

function idsIn(list: HTMLElement | null): string[] {
  return [...(list?.querySelectorAll('[role="option"]') ?? [])].map(({ id }) => id);
}
