'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { serverNow } from '@/api/server-clock';

const RADIUS = 8;
const LENGTH = 2 * Math.PI * RADIUS;
/** The longest that WhatsApp shows one code. */
const FULL_S = 60;

/** How long the code is still good for. Not announced: it would talk every second. */
export function Countdown({ until }: { until: string | null }) {
  const t = useTranslations('whatsapp');
  const seconds = useSecondsUntil(until);
  if (seconds === null) return <p className="h-5" />;
  return (
    <p className="flex h-5 items-center gap-2 text-sm tabular-nums text-muted-foreground">
      <svg viewBox="0 0 20 20" className="size-5 -rotate-90" aria-hidden="true">
        <circle cx="10" cy="10" r={RADIUS} className="fill-none stroke-muted" strokeWidth="2.5" />
        <circle
          cx="10"
          cy="10"
          r={RADIUS}
          className="fill-none stroke-primary transition-[stroke-dashoffset] duration-1000 ease-linear"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - Math.min(1, seconds / FULL_S))}
        />
      </svg>
      {seconds > 0 ? t('expires', { seconds }) : t('renewing')}
    </p>
  );
}

function useSecondsUntil(until: string | null): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) {
      setSeconds(null);
      return;
    }
    const count = () => setSeconds(Math.max(0, Math.ceil((Date.parse(until) - serverNow()) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
