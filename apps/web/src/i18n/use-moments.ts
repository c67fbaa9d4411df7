'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { dayOf, daysBetween } from './days';

/** Moments in the words of the language and on the clock of whoever looks. */
export function useMoments() {
  const locale = useLocale();
  const t = useTranslations('conversation');
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
    const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
    const longDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
    const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
    const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return {
      time: (iso: string) => clock.format(new Date(iso)),
      whole: (iso: string) => whole.format(new Date(iso)),
      date: (iso: string) => withYear.format(new Date(iso)),
      /** A day as the heading of its messages. */
      day: (iso: string) => {
        const date = new Date(iso);
        const age = daysBetween(dayOf(date), dayOf(new Date()));
        if (age === 0) return t('today');
        if (age === 1) return t('yesterday');
        return (date.getFullYear() === new Date().getFullYear() ? longDay : withYear).format(date);
      },
      /** As short as a list wants it: today's by the clock, this week's by the day, older by the date. */
      short: (iso: string) => {
        const date = new Date(iso);
        const age = daysBetween(dayOf(date), dayOf(new Date()));
        if (age <= 0) return clock.format(date);
        return age < 7 ? weekday.format(date) : dayAndMonth.format(date);
      },
    };
  }, [locale, t]);
}
