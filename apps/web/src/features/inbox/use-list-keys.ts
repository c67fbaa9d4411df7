'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { neighbourOf } from './neighbour';

interface ListKeys {
  ids: readonly string[];
  activeId: string | undefined;
  searchField: RefObject<HTMLInputElement | null>;
  open(id: string | null): void;
}

/** `/` to the search, ↑ and ↓ to the next conversation, Esc back to the list. Whoever writes is left alone. */
export function useListKeys(keys: ListKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { ids, activeId, searchField, open } = current.current;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isInSearch = event.target === searchField.current;
      if (isWriting(event.target) && !isInSearch) return;
      if (event.key === '/' && !isInSearch) {
        event.preventDefault();
        searchField.current?.focus();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const next = neighbourOf(ids, activeId, event.key === 'ArrowDown' ? 1 : -1);
        if (next === null) return;
        event.preventDefault();
        open(next);
      } else if (event.key === 'Escape' && activeId !== undefined && !isInSearch) open(null);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
  );
}
