import { Button } from '@/components/ui/button';

interface MoreButtonProps {
  /** An endless list, as TanStack Query reads it. */
  list: { hasNextPage: boolean; isFetching: boolean; fetchNextPage(): Promise<unknown> };
  label: string;
  size?: 'sm';
}

/**
 * Reads a list's next page; not there at its end. Not while any of the list is read: that would be broken off, and what
 * has just come in would not be shown.
 */
export function MoreButton({ list, label, size }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      variant="secondary"
      {...(size && { size })}
      disabled={list.isFetching}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
