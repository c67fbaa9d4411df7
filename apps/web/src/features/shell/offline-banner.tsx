'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useIsOnline } from '@/realtime/realtime-provider';

/** A blink of the line is nobody's business. */
const PATIENCE_MS = 2_000;

export function OfflineBanner() {
  const t = useTranslations('shell');
  const isOnline = useIsOnline();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (isOnline) {
      setIsShown(false);
      return;
    }
    const timer = setTimeout(() => setIsShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isOnline]);
  return (
    <div role="status">
      {isShown ? (
        <p className="flex items-center justify-center gap-2 bg-warning px-4 py-1.5 text-sm text-warning-foreground">
          <WifiOff aria-hidden className="size-4" />
          {t('offline')}
        </p>
      ) : null}
    </div>
  );
}
