'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { cn } from '@/components/class-names';

interface ClientPanelProps {
  /** Where there is no room beside the thread it is opened over it. */
  isOver: boolean;
  onClose(): void;
  children: ReactNode;
}

/** What is known of the client, beside the thread; where it lies over it, it takes the focus, and Esc closes it. */
export function ClientPanel({ isOver, onClose, children }: ClientPanelProps) {
  const t = useTranslations('conversation');
  const clients = useTranslations('clients');
  const close = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!isOver) return;
    const opener = document.activeElement;
    close.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus());
    };
  }, [isOver]);
  const press = (event: KeyboardEvent) => {
    if (!isOver || event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <>
      {isOver ? (
        // Esc and the button do the same for keys and screen readers.
        <div onPointerDown={onClose} className="fixed inset-0 z-20 bg-black/35 dark:bg-black/60" />
      ) : null}
      <aside
        aria-label={t('details')}
        onKeyDown={press}
        className={cn(
          'w-80 shrink-0 overflow-y-auto border-l bg-surface xl:relative xl:block xl:w-80 xl:shadow-none',
          isOver ? 'fixed inset-y-0 right-0 z-30 w-full shadow-float md:w-96' : 'hidden',
        )}
      >
        <button
          ref={close}
          type="button"
          onClick={onClose}
          className="flex h-14 w-full items-center px-5 text-left text-sm font-medium text-primary focus-visible:-outline-offset-2 xl:hidden"
        >
          {clients('closePanel')}
        </button>
        {children}
      </aside>
    </>
  );
}
