import { Button } from '@/components/ui/button';

interface MoreButtonProps {
  /** An endless list, as TanStack Query reads it. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
  label: string;
  size?: 'sm';
}

/** Reads a list's next page; not there at its end. */
export function MoreButton({ list, label, size }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      variant="secondary"
      {...(size && { size })}
      disabled={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
