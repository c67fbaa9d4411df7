import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/class-names';

interface ResultOptionProps {
  id: string;
  href: string;
  /** The one that the keys have reached. */
  isActive: boolean;
  /** The one that is open beside the list. */
  isOpen: boolean;
  className: string;
  children: ReactNode;
}

/** One of the results; a link for the mouse, an option for keys and screen readers. */
export function ResultOption({ id, href, isActive, isOpen, className, children }: ResultOptionProps) {
  return (
    <Link
      id={id}
      role="option"
      aria-selected={isActive}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={-1}
      href={href}
      prefetch={false}
      className={cn(
        'rounded-xl px-2.5 transition-colors hover:bg-muted',
        isOpen && 'bg-accent hover:bg-accent',
        isActive && ACTIVE,
        className,
      )}
    >
      {children}
    </Link>
  );
}

export const ACTIVE = 'bg-muted ring-2 ring-inset ring-ring';
