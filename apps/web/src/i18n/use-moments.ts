'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { dayOf, daysBetween } from './days';
import type { Locale } from './locales';
import { useToday } from './use-today';

/** Moments in the words of the language and on the clock of whoever looks. */
export function useMoments() {
  const locale = useLocale();
  const t = useTranslations('conversation');
  const today = useToday();
  return useMemo(() => {
    const formats = formatsOf(locale);
    const ageOf = (date: Date) => daysBetween(dayOf(date), new Date(today));
    const isThisYear = (date: Date) => date.getFullYear() === new Date(today).getFullYear();
    return {
      time: (iso: string) => formats.clock.format(new Date(iso)),
      whole: (iso: string) => formats.whole.format(new Date(iso)),
      date: (iso: string) => formats.withYear.format(new Date(iso)),
      /** A day as the heading of its messages. */
      day: (iso: string) => {
        const date = new Date(iso);
        const age = ageOf(date);
        if (age === 0) return t('today');
        if (age === 1) return t('yesterday');
        return (isThisYear(date) ? formats.longDay : formats.withYear).format(date);
      },
      /** As short as a list wants it: today's by the clock, this week's by the day, older by the date. */
      short: (iso: string) => {
        const date = new Date(iso);
        const age = ageOf(date);
        if (age <= 0) return formats.clock.format(date);
        if (age < 7) return formats.weekday.format(date);
        return (isThisYear(date) ? formats.dayAndMonth : formats.shortDate).format(date);
      },
    };
  }, [locale, t, today]);
}

type Formats = ReturnType<typeof newFormats>;
const known = new Map<Locale, Formats>();

/** Made once for a language: each message of a thread and each row of a list needs them. */
function formatsOf(locale: Locale): Formats {
  const formats = known.get(locale) ?? newFormats(locale);
  known.set(locale, formats);
  return formats;
}

function newFormats(locale: Locale) {
  return {
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'short' }),
    dayAndMonth: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    shortDate: new Intl.DateTimeFormat(locale, { dateStyle: 'short' }),
    longDay: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }),
    withYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
    whole: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  };
}
