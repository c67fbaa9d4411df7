'use client';

import { useMoments } from '@/i18n/use-moments';

export function DaySeparator({ at }: { at: string }) {
  const moments = useMoments();
  return (
    <h3 className="sticky top-2 z-10 mx-auto rounded-full border bg-surface/90 px-3 py-0.5 text-xs font-medium text-muted-foreground backdrop-blur">
      {moments.day(at)}
    </h3>
  );
}
