'use client';

import { type RefObject, useEffect, useRef } from 'react';

interface ListKeys {
  searchField: RefObject<HTMLInputElement | null>;
  /** Opens the one before or after. */
  step(by: 1 | -1): void;
  /** Goes back to the list. */
  leave(): void;
}

/**
 * Alt+↑ and Alt+↓ go to the next conversation from anywhere, also while writing; the bare arrows only in the list and the
 * search: elsewhere they scroll, and what is opened counts as read. `/` goes to the search, Esc back to the list.
 */
export function useListKeys(keys: ListKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      const { searchField, step, leave } = current.current;
      const isInPlace = event.target === searchField.current || isInList(event.target);
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (!event.altKey && !isInPlace) return;
        event.preventDefault();
        step(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.altKey || isWriting(event.target)) return;
      else if (event.key === '/') {
        event.preventDefault();
        searchField.current?.focus();
      } else if (event.key === 'Escape') leave();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isInList(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('[data-conversation-list], [role="listbox"]') !== null
  );
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
  );
}
