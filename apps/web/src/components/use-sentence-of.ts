'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ApiProblem } from '@/api/problem';

/** A part of the program that did not come, and an answer that did not. */
const AWAY = ['ChunkLoadError', 'TimeoutError'];

/** What went wrong in a person's words: the API's own sentence, or one of ours where only a program has spoken. */
export function useSentenceOf(): (error: Error) => string {
  const t = useTranslations('common.errors');
  return useCallback(
    (error) => {
      if (error instanceof ApiProblem && error.code !== 'UNKNOWN') return error.message;
      const isAway = error instanceof TypeError || AWAY.includes(error.name);
      return t(isAway ? 'network' : 'server');
    },
    [t],
  );
}
