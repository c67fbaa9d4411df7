'use client';

import { Languages } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Locale } from '@/i18n/locales';
import { rememberLocale } from '@/i18n/set-locale';

/** To the other language, at once. */
export function LanguageSwitch() {
  const t = useTranslations('common');
  const router = useRouter();
  const other: Locale = useLocale() === 'ru' ? 'en' : 'ru';
  const change = () => {
    rememberLocale(other);
    router.refresh();
  };
  return (
    <Button variant="ghost" size="sm" onClick={change} lang={other}>
      <Languages aria-hidden />
      {t(`languageName.${other}`)}
    </Button>
  );
}
