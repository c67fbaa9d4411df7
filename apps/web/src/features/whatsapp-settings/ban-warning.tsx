'use client';

import { getDefaultWhatsAppSettings, type WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

const usual = getDefaultWhatsAppSettings().rateLimiting;

/** Warns where a limit stands above its default. */
export function BanWarning({ rateLimiting }: Pick<WhatsAppSettings, 'rateLimiting'>) {
  const t = useTranslations('whatsapp.settings.warning');
  const isRaised =
    rateLimiting.messagesPerMinute > usual.messagesPerMinute ||
    rateLimiting.messagesPerHour > usual.messagesPerHour ||
    rateLimiting.messagesPerDay > usual.messagesPerDay;
  return (
    <div role="status">
      {isRaised ? (
        <div className="mt-5 flex gap-3 rounded-xl bg-destructive/10 p-4 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-destructive" />
          <div className="grid gap-1">
            <p className="font-medium">{t('title')}</p>
            <p>{t('text')}</p>
          </div>
        </div>
      ) : null}
    </div>
  );
}
