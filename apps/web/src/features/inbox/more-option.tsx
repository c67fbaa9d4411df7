import { cn } from '@/components/class-names';
import type { MoreProps } from '@/components/more-button';
import { ACTIVE } from './result-option';

/** Fetches the next page of what was found; an option like what was found, so that the keys reach it. */
export function MoreOption({ id, list, label, isActive }: MoreProps & { id: string; isActive: boolean }) {
  if (!list.hasNextPage) return null;
  return (
    <button
      id={id}
      type="button"
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onClick={() => {
        if (!list.isFetching) void list.fetchNextPage();
      }}
      className={cn(
        'my-1 h-9 w-full rounded-xl text-sm font-medium text-muted-foreground transition-colors hover:bg-muted',
        isActive && ACTIVE,
      )}
    >
      {label}
    </button>
  );
}
