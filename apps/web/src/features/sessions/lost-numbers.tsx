'use client';

import { PhoneOff } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { useIsAdmin } from '@/session/use-me';
import { useNumbers } from '@/session/use-numbers';
import { isLost } from './is-down';
import { useLossCall } from './use-loss-call';

/** Says on every page that a number is down, as long as it is; calls administrators when one goes down. */
export function LostNumbers() {
  const t = useTranslations('sessions.lost');
  const format = useFormatter();
  const isAdmin = useIsAdmin();
  const isHydrated = useIsHydrated();
  useLossCall();
  const lost = useNumbers()?.filter(isLost) ?? [];
  const [first] = lost;
  const only = lost.length === 1 ? `/${first?.channelId}` : '';
  return (
    <div role="status">
      {isHydrated && first ? (
        <p className="flex items-start justify-center gap-2 bg-warning px-4 py-1.5 text-sm text-warning-foreground">
          <PhoneOff aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            {t('text', { count: lost.length, names: format.list(lost.map(({ name }) => name)) })}{' '}
            {isAdmin ? (
              <Link
                href={`/dashboard/settings/whatsapp${only}`}
                className="whitespace-nowrap rounded font-medium underline underline-offset-4"
              >
                {t('open', { count: lost.length })}
              </Link>
            ) : null}
          </span>
        </p>
      ) : null}
    </div>
  );
}
