'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { neighbourOf } from './neighbour';

interface ListKeys {
  ids: readonly string[];
  activeId: string | undefined;
  searchField: RefObject<HTMLInputElement | null>;
  open(id: string | null): void;
}

/**
 * Alt+↑ and Alt+↓ go to the next conversation from anywhere, also while writing; the bare arrows where nothing else wants
 * them. `/` goes to the search, Esc back to the list.
 */
export function useListKeys(keys: ListKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      const { ids, activeId, searchField, open } = current.current;
      const isInSearch = event.target === searchField.current;
      const isFree = event.target === document.body || isInSearch || isInList(event.target);
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (!event.altKey && !isFree) return;
        const next = neighbourOf(ids, activeId, event.key === 'ArrowDown' ? 1 : -1);
        event.preventDefault();
        if (next !== null) open(next);
      } else if (event.altKey || isWriting(event.target)) return;
      else if (event.key === '/') {
        event.preventDefault();
        searchField.current?.focus();
      } else if (event.key === 'Escape' && activeId !== undefined) open(null);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isInList(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-conversation-list]') !== null;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
  );
}
