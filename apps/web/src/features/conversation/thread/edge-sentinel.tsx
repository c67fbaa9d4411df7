'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { LoadFailed } from '@/components/load-failed';
import type { ThreadQuery } from './use-thread';

interface EdgeSentinelProps {
  edge: 'top' | 'bottom';
  query: ThreadQuery;
}

/**
 * Fetches what came before, or after, as soon as the reader comes near to it. Not while any of the thread is fetched: that
 * would be broken off, and a message that has just come in would not be shown. Nor after a fault: the next attempt is the
 * reader's.
 */
export function EdgeSentinel({ edge, query }: EdgeSentinelProps) {
  const t = useTranslations('conversation');
  const { hasMore, isLoading, isFailed, fetchMore } = edge === 'top' ? olderOf(query) : newerOf(query);
  const isWaiting = hasMore && !query.isFetching && !isFailed;
  const mark = useRef<HTMLDivElement>(null);
  const reach = useRef(fetchMore);
  reach.current = fetchMore;
  useEffect(() => {
    const element = mark.current;
    if (!element || !isWaiting) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void reach.current();
      },
      { rootMargin: edge === 'top' ? '600px 0px 0px' : '0px 0px 600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [edge, isWaiting]);
  return (
    <div ref={mark} className="min-h-px text-center text-sm text-muted-foreground">
      {isLoading ? t(edge === 'top' ? 'older' : 'newer') : null}
      {isFailed ? <LoadFailed onRetry={() => void fetchMore()} /> : null}
    </div>
  );
}

function olderOf(query: ThreadQuery) {
  return {
    hasMore: query.hasNextPage,
    isLoading: query.isFetchingNextPage,
    isFailed: query.isFetchNextPageError,
    fetchMore: query.fetchNextPage,
  };
}

function newerOf(query: ThreadQuery) {
  return {
    hasMore: query.hasPreviousPage,
    isLoading: query.isFetchingPreviousPage,
    isFailed: query.isFetchPreviousPageError,
    fetchMore: query.fetchPreviousPage,
  };
}
