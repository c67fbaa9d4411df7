'use client';

import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { useInstance } from '@/session/use-me';

/** Says at all times that this is not the real WhatsApp, and leads to the phone to play with. */
export function SandboxBadge() {
  const t = useTranslations('shell');
  const { data: instance } = useInstance();
  if (!instance?.isSandbox) return null;
  const badge = (
    <Badge tone="warning">
      <FlaskConical aria-hidden />
      {t('sandbox')}
    </Badge>
  );
  if (!instance.sandboxUrl) return badge;
  return (
    <a href={instance.sandboxUrl} target="_blank" rel="noreferrer" className="flex w-fit rounded-full">
      {badge}
      <span className="sr-only">{t('openSandbox')}</span>
    </a>
  );
}
