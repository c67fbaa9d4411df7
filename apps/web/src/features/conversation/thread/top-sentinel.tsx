'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

interface TopSentinelProps {
  hasMore: boolean;
  isLoading: boolean;
  onReached(): void;
}

/** Fetches what came before as soon as the reader comes near to it. */
export function TopSentinel({ hasMore, isLoading, onReached }: TopSentinelProps) {
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
      { rootMargin: '600px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading]);
  return (
    <div ref={mark} className="min-h-px text-center text-sm text-muted-foreground">
      {isLoading ? t('older') : null}
    </div>
  );
}
