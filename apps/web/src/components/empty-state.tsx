import type { ReactNode } from 'react';
import { cn } from '@/components/class-names';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** What stands where there is nothing yet, and what to do about it. */
export function EmptyState({ icon, title, text, action, className }: EmptyStateProps) {
  return (
    <div className={cn('grid place-content-center justify-items-center gap-3 p-8 text-center', className)}>
      <span
        aria-hidden
        className="mb-1 grid size-16 place-content-center rounded-3xl bg-accent text-accent-foreground [&_svg]:size-7"
      >
        {icon}
      </span>
      <p className="text-lg font-semibold">{title}</p>
      {text ? <p className="max-w-sm text-balance text-muted-foreground">{text}</p> : null}
      {action}
    </div>
  );
}
