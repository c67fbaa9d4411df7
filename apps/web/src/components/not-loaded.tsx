import type { ReactNode } from 'react';
import { LoadFailed } from './load-failed';

export interface NotLoadedProps {
  /** What is asked for, as TanStack Query tells of it. */
  query: { isLoadingError: boolean; refetch(): Promise<unknown> };
  /** What stands there until it is known. */
  children: ReactNode;
}

/** The place of what is not known yet; says so where it did not come. Older data stay where there are some. */
export function NotLoaded({ query, children }: NotLoadedProps) {
  return query.isLoadingError ? <LoadFailed onRetry={() => void query.refetch()} /> : children;
}
