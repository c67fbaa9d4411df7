import type { QueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect, useRef } from 'react';

/** The server speaks the language of the page: once that is another one, its sentences are asked for anew. */
export function useOneLanguage(queryClient: QueryClient): void {
  const locale = useLocale();
  const spoken = useRef(locale);
  useEffect(() => {
    if (spoken.current === locale) return;
    spoken.current = locale;
    void queryClient.invalidateQueries();
  }, [queryClient, locale]);
}
