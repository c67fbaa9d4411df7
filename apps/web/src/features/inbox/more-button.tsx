import { Button } from '@/components/ui/button';

export interface MoreButtonProps {
  query: { hasNextPage: boolean; isFetching: boolean; fetchNextPage(): Promise<unknown> };
  label: string;
}

/** Fetches the next page of a list; not there at its end. What is being fetched already is not broken off for it. */
export function MoreButton({ query, label }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="ghost"
      size="sm"
      className="my-2 w-full"
      disabled={query.isFetching}
      onClick={() => void query.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
