import type { ComponentProps } from 'react';
import { Button } from '@/components/ui/button';

export interface MoreProps {
  /** An endless list, as TanStack Query reads it. */
  list: { hasNextPage: boolean; isFetching: boolean; fetchNextPage(): Promise<unknown> };
  label: string;
}

type Look = Pick<ComponentProps<typeof Button>, 'variant' | 'size' | 'className'>;

/**
 * Reads a list's next page; not there at its end. Not while any of the list is read: that would be broken off, and what
 * has just come in would not be shown.
 */
export function MoreButton({ list, label, ...look }: MoreProps & Look) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      variant="secondary"
      {...look}
      disabled={list.isFetching}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
