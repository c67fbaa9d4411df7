'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

interface EdgeSentinelProps {
  edge: 'top' | 'bottom';
  hasMore: boolean;
  isLoading: boolean;
  onReached(): void;
}

/** Fetches what came before, or after, as soon as the reader comes near to it. */
export function EdgeSentinel({ edge, hasMore, isLoading, onReached }: EdgeSentinelProps) {
  const t = useTranslations('conversation');
  const mark = useRef<HTMLDivElement>(null);
  const reached = useRef(onReached);
  reached.current = onReached;
  useEffect(() => {
    const element = mark.current;
    if (!element || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) reached.current();
      },
      { rootMargin: edge === 'top' ? '600px 0px 0px' : '0px 0px 600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [edge, hasMore, isLoading]);
  return (
    <div ref={mark} className="min-h-px text-center text-sm text-muted-foreground">
      {isLoading ? t(edge === 'top' ? 'older' : 'newer') : null}
    </div>
  );
}
